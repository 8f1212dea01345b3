#!/usr/bin/env bash
# The service from the shell: needs curl, and RECOMMENDER_URL where it is not on port 3000.
set -euo pipefail
url=${RECOMMENDER_URL:-http://localhost:3000}

ask() {
  local path=$1
  shift
  curl --silent --show-error --fail-with-body \
    --header "Authorization: Bearer ${RECOMMENDER_KEY:-}" "$@" "$url$path"
  echo
}

post() { ask "$1" --header 'Content-Type: application/json' --data "$2"; }

echo '# Films like one film'
post /recommend '{"movie_id": 1, "top_n": 3}'

echo '# A film while its title is being typed'
ask '/v1/movies?q=godfahter&limit=1'

echo '# Horror for people who like two films, with titles and scores only'
post /v1/recommendations '{
  "seeds": [{"title": "Alien"}, {"title": "The Thing", "year": 1982, "weight": 2}],
  "filter": {"genres": {"any": ["Horror"]}},
  "limit": 3, "fields": ["title", "score"]
}'

echo '# What is asked for wrongly is explained'
post /v1/recommendations '{"seeds": [{"title": "The Matrx"}]}' || true
