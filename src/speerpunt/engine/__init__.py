"""Roads, traffic, reachability and the best order of works: computation without Django and without a database.

Lower modules know nothing of higher ones: `cli > sequence > reachability > traffic > roads | overlap`
(the build checks this). Times are in minutes, lengths in metres, flows in vehicles per hour, weeks are counted from 0.
"""
