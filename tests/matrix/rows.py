"""The rows of the access matrix: who gets which answer, for every address, person and method.

To add an address, add a line to PAGES or API for each thing that tells people apart:

    Row("close_item", "past_open", get={EDITORS: 200, OPENS_PAST: 403}, post={EDITORS: 302, OPENS_PAST: 403},
        data={"legal_ground": "Personforhold"}),

* The first word is the address's name, the second the thing it is asked for, one of the keys of `things`. An address
  without parameters has no second word. A parameter that no thing has yet gets its value in `things`;
  `<item_id>` takes the `item_id` of the thing, and `pk` of "api-item-…" too. What is not an id goes in `also`.
* Answers are read from the left, the first group with the person in it counts, and those not named get 404. So what
  is hidden is 404, and what can be seen but not done is said: `{EDITORS: 302, OPENS_PAST: 403}`.
* HEAD answers as GET does. A method that is not mentioned is 405 for everybody, but OPTIONS in the API 200.
* `data` is sent with POST, PUT, PATCH and DELETE, as JSON to "api-…" unless a file is in it. Where it needs an id or
  a file, give a function:
  `data=lambda world: {"user": world.cast.bo.pk}`.
* Each unsafe request is rolled back, so rows do not know of each other; the same address and thing may have several
  rows, with data of different kinds. What is refused (4xx) may not write in the journal.
* An id that does not exist is tried by itself, in every method that a row mentions, and must be 404 for everybody.
"""

from __future__ import annotations

from tests.matrix.api import API
from tests.matrix.pages import PAGES

ROWS = [*PAGES, *API]
