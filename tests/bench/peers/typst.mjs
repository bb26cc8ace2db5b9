// The page of the bench by Typst, in process and warm, or its table: usage: node typst.mjs MODULES page|table TEXTS COUNT [FILE].
// MODULES is the folder in which npm installed @myriaddreamin/typst-ts-node-compiler. Prints the processor time of a document, ms.
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";

const [modules, what, texts, count, kept] = process.argv.slice(2);
const { NodeCompiler } = createRequire(modules + "/")("@myriaddreamin/typst-ts-node-compiler");
const lines = readFileSync(texts, "utf8").trimEnd().split("\n");
const quoted = (text) => JSON.stringify(text);
const placed = (x, y, width, size, more, text) =>
	`#place(top + left, dx: ${x}pt, dy: ${y}pt, block(width: ${width}pt, ${more[1] ?? ""}{ set text(size: ${size}pt${more[0] ?? ""}); ${more[2] ?? ""} ${quoted(text)} }))\n`
		.replace("block(width: " + width + "pt, {", "block(width: " + width + "pt)[#{").replace(" }))\n", " }])\n");
const serif = ', font: "Linux Libertine O"';

function page(i) {
	const name = lines[11].split("|")[i % 8] + " " + lines[12].split("|")[Math.floor(i / 8) % 8];
	const body = lines[2].replace("%1$d", 1 + (i % 28)).replace("%2$02d", 60 + (i % 40)).replace("%3$05d", String(i).padStart(5, "0"));
	let source = '#set page(width: 842pt, height: 595pt, margin: 0pt)\n#set text(font: "Lato", lang: "fr")\n';
	source += "#place(dx: 28pt, dy: 28pt, rect(width: 786pt, height: 539pt, stroke: 3pt))\n";
	source += "#place(dx: 34pt, dy: 34pt, rect(width: 774pt, height: 527pt, stroke: 1pt))\n";
	source += placed(60, 70, 722, 34, [serif, "", "set align(center);"], lines[0]);
	source += placed(60, 125, 722, 16, [serif + ', style: "italic"', "", "set align(center);"], lines[1]);
	source += placed(60, 170, 722, 28, [serif + ', weight: "bold"', "", "set align(center);"], name);
	source += placed(100, 230, 642, 12, ["", "", "set par(justify: true);"], body);
	for (let k = 0; k < 6; k++) source += placed(120, 310 + 20 * k, 620, 10, [], lines[3 + k]);
	source += placed(100, 460, 200, 11, [', weight: "bold"'], lines[9]);
	source += placed(542, 460, 200, 11, [', weight: "bold"', "", "set align(right);"], lines[10]);
	return source;
}

// The rows, the first i of them last, so that no two documents are alike.
function table(i) {
	const cells = (row) => row.split("|").map((cell) => `[#${quoted(cell)}]`).join(", ");
	const rows = lines.slice(3), first = i % rows.length;
	let source = '#set page(width: 595pt, height: 842pt, margin: (x: 40pt, top: 40pt, bottom: 70pt), numbering: "1")\n';
	source += '#set text(font: "Lato", lang: "fr", size: 9pt)\n';
	source += `#block(below: 12pt, text(font: "Linux Libertine O", size: 20pt)[#${quoted(lines[0])}])\n`;
	source += `#show table.cell.where(y: 0): strong\n#table(columns: (${lines[1].split("|").map((width) => width + "pt").join(", ")}), inset: 3pt, `;
	source += `stroke: (x: none, top: none, bottom: 0.5pt + luma(50%)), fill: (x, y) => if y == 0 { luma(88%) }, table.header(${cells(lines[2])}),\n`;
	for (const row of [...rows.slice(first), ...rows.slice(0, first)]) source += cells(row) + ",\n";
	return source + ")\n";
}

const compiler = NodeCompiler.create({
	workspace: "/",
	fontArgs: [{ fontPaths: ["/usr/share/fonts/opentype/linux-libertine", "/usr/share/fonts/truetype/lato"] }],
});
let file;
function make(i) {
	file = compiler.pdf({ mainFileContent: what === "table" ? table(i) : page(i) });
	compiler.evictCache(10);
}

for (let i = 0; i < (what === "table" ? 3 : 30); i++) make(i);
const before = process.cpuUsage();
for (let i = 0; i < Number(count); i++) make(30 + i);
const used = process.cpuUsage(before);
console.log(((used.user + used.system) / 1e3 / Number(count)).toFixed(4), file.length);
if (kept) writeFileSync(kept, file);
