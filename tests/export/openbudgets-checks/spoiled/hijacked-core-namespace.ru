# A dimension that the core does not have.
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX obeu-attr: <http://data.openbudgets.eu/ontology/dsd/attribute/>
PREFIX obeu-dim: <http://data.openbudgets.eu/ontology/dsd/dimension/>
INSERT DATA { <urn:example:o> obeu-dim:weather <urn:example:rain> }
