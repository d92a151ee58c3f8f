// Prints the descriptors as JSON: the program that the build runs, natively or in Node, to write
// what TypeScript needs to know. Links nothing but the tables.
#include "cli/describe.h"

#include <iostream>

int main() { std::cout << dropout::cli::describe().dump(1) << "\n"; }
