"""`dateline serve`: a preview on this machine that follows what is saved.

`preview` builds and tells, `watching` says when, `handlers` answers browsers, `live` keeps their sockets,
`hostheaders` and `overlay` are the pure parts, `client/` is what the browser runs.
"""
