# Bring a cube into the form that the constraints ask for: what an abbreviated cube leaves to be inferred is
# written out. First the types and properties, then what is attached to a data set, slice or measure.
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>

INSERT { ?component qb:componentProperty ?property . ?property a qb:DimensionProperty }
WHERE { ?component qb:dimension ?property } ;

INSERT { ?component qb:componentProperty ?property . ?property a qb:MeasureProperty }
WHERE { ?component qb:measure ?property } ;

INSERT { ?component qb:componentProperty ?property . ?property a qb:AttributeProperty }
WHERE { ?component qb:attribute ?property } ;

INSERT { ?observation a qb:Observation . ?dataset a qb:DataSet }
WHERE { ?observation qb:dataSet ?dataset } ;

INSERT { ?slice a qb:Slice . ?observation a qb:Observation }
WHERE { ?slice qb:observation ?observation } ;

INSERT { ?dataset a qb:DataSet . ?slice a qb:Slice }
WHERE { ?dataset qb:slice ?slice } ;

INSERT { ?dataset a qb:DataSet . ?structure a qb:DataStructureDefinition }
WHERE { ?dataset qb:structure ?structure } ;

INSERT { ?structure a qb:DataStructureDefinition . ?key a qb:SliceKey }
WHERE { ?structure qb:sliceKey ?key } ;

INSERT { ?slice a qb:Slice . ?key a qb:SliceKey }
WHERE { ?slice qb:sliceStructure ?key } ;

INSERT { ?observation qb:dataSet ?dataset }
WHERE {
  ?dataset qb:slice ?slice .
  ?slice qb:observation ?observation .
  FILTER NOT EXISTS { ?observation qb:dataSet ?stated }
} ;

INSERT { ?observation ?property ?value }
WHERE {
  ?structure qb:component ?component .
  ?component qb:componentAttachment qb:DataSet ; qb:componentProperty ?property .
  ?dataset qb:structure ?structure ; ?property ?value .
  ?observation qb:dataSet ?dataset .
} ;

INSERT { ?slice ?property ?value }
WHERE {
  ?structure qb:component ?component .
  ?component qb:componentAttachment qb:DataSet ; qb:componentProperty ?property .
  ?dataset qb:structure ?structure ; qb:slice ?slice ; ?property ?value .
} ;

INSERT { ?observation ?property ?value }
WHERE {
  ?structure qb:component ?component .
  ?component qb:componentAttachment qb:Slice ; qb:componentProperty ?property .
  ?dataset qb:structure ?structure ; qb:slice ?slice .
  ?slice ?property ?value ; qb:observation ?observation .
} ;

INSERT { ?observation ?property ?value }
WHERE {
  ?dataset qb:slice ?slice .
  ?slice qb:sliceStructure ?key ; qb:observation ?observation ; ?property ?value .
  ?key qb:componentProperty ?property .
}
