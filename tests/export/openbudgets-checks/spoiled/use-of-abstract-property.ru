# The functional classification of the core itself as a dimension.
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX obeu-attr: <http://data.openbudgets.eu/ontology/dsd/attribute/>
PREFIX obeu-dim: <http://data.openbudgets.eu/ontology/dsd/dimension/>
INSERT { ?structure qb:component <urn:example:c> . <urn:example:c> qb:dimension obeu-dim:functionalClassification } WHERE { ?structure a qb:DataStructureDefinition }
