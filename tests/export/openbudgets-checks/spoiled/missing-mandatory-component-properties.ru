# A structure without a currency.
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX obeu-attr: <http://data.openbudgets.eu/ontology/dsd/attribute/>
PREFIX obeu-dim: <http://data.openbudgets.eu/ontology/dsd/dimension/>
DELETE { ?structure qb:component ?component } WHERE { ?structure qb:component ?component . ?component qb:attribute obeu-attr:currency }
