"""The PDF by Typst: a typeset document as Typst source, fonts by file, compiled without files or network in reach."""
