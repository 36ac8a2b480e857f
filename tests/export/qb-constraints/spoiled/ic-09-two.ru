# A slice with two slice keys.
PREFIX : <urn:example:>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
INSERT DATA { :police qb:sliceStructure :by-nothing . :budget qb:sliceKey :by-nothing }
