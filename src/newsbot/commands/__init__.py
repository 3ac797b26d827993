"""The commands, in the order of help. Adding one is a file and a word in this tuple."""
