"""What the guide's pages show: one read model a page, built with a fixed number of queries. One module a noun."""
