"""The commands of `tallywire`, a module each, named like the command."""
