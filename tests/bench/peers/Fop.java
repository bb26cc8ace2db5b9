import java.io.*;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.List;
import javax.xml.transform.*;
import javax.xml.transform.sax.SAXResult;
import javax.xml.transform.stream.StreamSource;
import org.apache.fop.apps.*;

/** The page of the bench by Apache FOP, embedded and warm, or its table: usage: Fop page|table TEXTS COUNT [FILE]. Prints the processor time of a document, ms: of the whole
 * virtual machine, since the collector and the compiler work for it. */
public class Fop {
	static List<String> lines;

	static String placed(int x, int y, int width, String style, String text) {
		return "<fo:block-container absolute-position='absolute' left='" + x + "pt' top='" + y + "pt' width='" + width + "pt'><fo:block " + style
				+ ">" + text + "</fo:block></fo:block-container>";
	}

	static String frame(int edge, int line) {
		return "<fo:block-container absolute-position='absolute' left='" + edge + "pt' top='" + edge + "pt' width='" + (841 - 2 * edge - line)
				+ "pt' height='" + (594 - 2 * edge - line) + "pt' border='" + line + "pt solid #000000'><fo:block/></fo:block-container>";
	}

	static String page(int i) {
		String name = lines.get(11).split("\\|")[i % 8] + " " + lines.get(12).split("\\|")[i / 8 % 8];
		StringBuilder fo = new StringBuilder("<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format' xml:lang='fr' font-family='Lato'>"
				+ "<fo:layout-master-set><fo:simple-page-master master-name='p' page-width='842pt' page-height='595pt'><fo:region-body/>"
				+ "</fo:simple-page-master></fo:layout-master-set><fo:page-sequence master-reference='p'><fo:flow flow-name='xsl-region-body'>");
		fo.append(frame(28, 3)).append(frame(34, 1));
		String serif = "text-align='center' font-family='Libertine' ";
		fo.append(placed(60, 70, 722, serif + "font-size='34pt'", lines.get(0)));
		fo.append(placed(60, 125, 722, serif + "font-size='16pt' font-style='italic'", lines.get(1)));
		fo.append(placed(60, 170, 722, serif + "font-size='28pt' font-weight='bold'", name));
		fo.append(placed(100, 230, 642, "font-size='12pt' text-align='justify'", String.format(lines.get(2), 1 + i % 28, 60 + i % 40, i)));
		for (int k = 0; k < 6; k++)
			fo.append(placed(120, 310 + 20 * k, 620, "font-size='10pt'", lines.get(3 + k)));
		fo.append(placed(100, 460, 200, "font-size='11pt' font-weight='bold'", lines.get(9)));
		fo.append(placed(542, 460, 200, "font-size='11pt' font-weight='bold' text-align='end'", lines.get(10)));
		return fo.append("</fo:flow></fo:page-sequence></fo:root>").toString();
	}

	static String cells(String row) {
		StringBuilder fo = new StringBuilder("<fo:table-row keep-together.within-page='always'>");
		for (String cell : row.split("\\|"))
			fo.append("<fo:table-cell padding='3pt' border-bottom='0.5pt solid #808080'><fo:block>" + cell + "</fo:block></fo:table-cell>");
		return fo.append("</fo:table-row>").toString();
	}

	/** The rows, the first i of them last, so that no two documents are alike. */
	static String table(int i) {
		int rows = lines.size() - 3;
		StringBuilder fo = new StringBuilder("<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format' xml:lang='fr' font-family='Lato' font-size='9pt'>"
				+ "<fo:layout-master-set><fo:simple-page-master master-name='p' page-width='595pt' page-height='842pt' margin='40pt'>"
				+ "<fo:region-body margin-bottom='30pt'/><fo:region-after extent='20pt'/></fo:simple-page-master></fo:layout-master-set>"
				+ "<fo:page-sequence master-reference='p'><fo:static-content flow-name='xsl-region-after'><fo:block text-align='center'>"
				+ "<fo:page-number/></fo:block></fo:static-content><fo:flow flow-name='xsl-region-body'>"
				+ "<fo:block font-family='Libertine' font-size='20pt' space-after='12pt'>" + lines.get(0)
				+ "</fo:block><fo:table table-layout='fixed' width='515pt'>");
		for (String width : lines.get(1).split("\\|"))
			fo.append("<fo:table-column column-width='" + width + "pt'/>");
		fo.append("<fo:table-header font-weight='bold' background-color='#e0e0e0'>" + cells(lines.get(2)) + "</fo:table-header><fo:table-body>");
		for (int k = 0; k < rows; k++)
			fo.append(cells(lines.get(3 + (i + k) % rows)));
		return fo.append("</fo:table-body></fo:table></fo:flow></fo:page-sequence></fo:root>").toString();
	}

	static String font(String file, String name, String style, String weight) {
		return "<font embed-url='file:///usr/share/fonts/" + file + "' embedding-mode='subset'><font-triplet name='" + name + "' style='" + style
				+ "' weight='" + weight + "'/></font>";
	}

	static FopFactory factory() throws Exception {
		String lib = "opentype/linux-libertine/LinLibertine_", lato = "truetype/lato/Lato-";
		String configuration = "<fop version='1.0'><renderers><renderer mime='application/pdf'><fonts>"
				+ font(lib + "R.otf", "Libertine", "normal", "normal") + font(lib + "RI.otf", "Libertine", "italic", "normal")
				+ font(lib + "RB.otf", "Libertine", "normal", "bold") + font(lato + "Regular.ttf", "Lato", "normal", "normal")
				+ font(lato + "Bold.ttf", "Lato", "normal", "bold") + "</fonts></renderer></renderers></fop>";
		return FopFactory.newInstance(new File(".").toURI(), new ByteArrayInputStream(configuration.getBytes(StandardCharsets.UTF_8)));
	}

	static byte[] make(FopFactory factory, TransformerFactory transformers, String text) throws Exception {
		ByteArrayOutputStream out = new ByteArrayOutputStream(65536);
		org.apache.fop.apps.Fop fop = factory.newFop(MimeConstants.MIME_PDF, out);
		transformers.newTransformer().transform(new StreamSource(new StringReader(text)), new SAXResult(fop.getDefaultHandler()));
		return out.toByteArray();
	}

	static long processor() {
		return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
	}

	public static void main(String[] arguments) throws Exception {
		boolean table = arguments[0].equals("table");
		lines = Files.readAllLines(Paths.get(arguments[1]));
		int count = Integer.parseInt(arguments[2]), warming = table ? 60 : 300;
		FopFactory factory = factory();
		TransformerFactory transformers = TransformerFactory.newInstance();
		byte[] file = null;
		for (int i = 0; i < warming; i++) // the machine compiles what is used often
			file = make(factory, transformers, table ? table(i) : page(i));
		long start = processor();
		for (int i = 0; i < count; i++)
			file = make(factory, transformers, table ? table(i) : page(i));
		System.out.printf(java.util.Locale.ROOT, "%.4f %d%n", (processor() - start) / 1e6 / count, file.length);
		if (arguments.length > 3)
			Files.write(Paths.get(arguments[3]), file);
	}
}
