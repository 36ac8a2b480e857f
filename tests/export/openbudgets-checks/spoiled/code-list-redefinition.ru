# Another list of currencies.
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX obeu-attr: <http://data.openbudgets.eu/ontology/dsd/attribute/>
PREFIX obeu-dim: <http://data.openbudgets.eu/ontology/dsd/dimension/>
INSERT DATA { obeu-attr:currency qb:codeList <urn:example:currencies> }
