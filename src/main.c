/* The command line: finds the command and hands over. */

#include "command/command.h"

int main(int argc, char **argv)
{
	return command_main(argc, argv);
}
