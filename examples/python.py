#!/usr/bin/env python3
"""The service from Python, with nothing but the standard library: python3 examples/python.py"""

import json
import os
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

URL = os.environ.get("RECOMMENDER_URL", "http://localhost:3000")
HEADERS = {
    "Authorization": f"Bearer {os.environ.get('RECOMMENDER_KEY', '')}",
    "Content-Type": "application/json",
}


def ask(path, body=None):
    """GET, or POST where there is a body; an HTTPError for what is refused."""
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(URL + path, data, HEADERS), timeout=10) as response:
        return json.load(response)


print("Films like one film")
for title in ask("/recommend", {"movie_id": 1, "top_n": 3})["recommendations"]:
    print(f"  {title}")

print("A film while its title is being typed")
for film in ask("/v1/movies?" + urlencode({"q": "godfahter", "limit": 1}))["items"]:
    print(f"  {film['title']} ({film['year']})")

print("What is asked for wrongly is explained")
try:
    ask("/v1/recommendations", {"seeds": [{"title": "The Matrx"}]})
except HTTPError as error:
    problem = json.load(error)
    print(f"  {problem['code']}: did you mean {problem['didYouMean'][0]['title']}?")
