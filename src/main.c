/* The command line: finds the command and hands over. */

#include "command/command.h"
#include "shortage.h"

int main(int argc, char **argv)
{
	shortage_watch();
	return command_main(argc, argv);
}
