# One step from the roots of hierarchical code lists downwards; to be repeated until nothing is new.
PREFIX check: <urn:check:>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX qb: <http://purl.org/linked-data/cube#>

INSERT { ?list check:reachesDown ?root ; check:reachesUp ?root }
WHERE { ?list qb:hierarchyRoot ?root } ;

INSERT { ?list check:reachesDown ?child }
WHERE {
  ?list check:reachesDown ?parent ; qb:parentChildProperty ?below .
  ?parent ?below ?child .
} ;

INSERT { ?list check:reachesUp ?child }
WHERE {
  ?list check:reachesUp ?parent ; qb:parentChildProperty ?inverse .
  ?inverse owl:inverseOf ?above .
  ?child ?above ?parent .
}
