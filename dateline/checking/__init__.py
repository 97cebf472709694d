"""`dateline check`: what a build cannot see, because it shows only once the site is written.

`pages` reads a page, `links` compares pages with each other, `advice` looks at the content as a whole,
`outside` tries links to other sites, `places` says where an editor mends what was found.
"""
