# Mark each observation with its value of the finest dimension of its data set, the one with most values:
# only observations that share it can be the same point. Without any dimension, all are.
PREFIX check: <urn:check:>
PREFIX qb: <http://purl.org/linked-data/cube#>

INSERT { ?observation check:finest ?shared }
WHERE {
  {
    SELECT ?dataset (IRI(STRAFTER(MAX(?ranked), " ")) AS ?finest) {
      {
        SELECT ?dataset (CONCAT(STR(1000000000 + COUNT(DISTINCT ?value)), " ", STR(?dimension)) AS ?ranked) {
          ?dataset qb:structure ?structure .
          ?structure qb:component ?component .
          ?component qb:componentProperty ?dimension .
          ?dimension a qb:DimensionProperty .
          ?any qb:dataSet ?dataset ; ?dimension ?value .
        }
        GROUP BY ?dataset ?dimension
      }
    }
    GROUP BY ?dataset
  }
  ?observation qb:dataSet ?dataset ; ?finest ?shared .
} ;

INSERT { ?observation check:finest ?dataset }
WHERE {
  ?observation qb:dataSet ?dataset .
  FILTER NOT EXISTS { ?observation check:finest ?shared }
}
