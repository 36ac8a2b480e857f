# A second observation at the same place.
PREFIX : <urn:example:>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
INSERT DATA { :o3 qb:dataSet :budgets ; :department :d1 ; :account :a204 ; :amount 3.0 }
