# A data set of the wrong case.
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX obeu-attr: <http://data.openbudgets.eu/ontology/dsd/attribute/>
PREFIX obeu-dim: <http://data.openbudgets.eu/ontology/dsd/dimension/>
INSERT DATA { <urn:example:d> a qb:Dataset }
