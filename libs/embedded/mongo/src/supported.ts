/** The subset of MongoDB an engine does, by name. */
export interface MongoEngineSupported {
  readonly commands: readonly string[];
  readonly queryOperators: readonly string[];
  readonly updateOperators: readonly string[];
  readonly pipelineStages: readonly string[];
  readonly expressionOperators: readonly string[];
  readonly accumulators: readonly string[];
  readonly windowOperators: readonly string[];
  readonly indexKinds: readonly string[];
  /** What is refused by name, for people who look for it. */
  readonly refused: readonly string[];
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/**
 * What the engine does; anything else gets an error with MongoDB's code, never a wrong answer. Written out, so that
 * naming it does not load the engine; a spec holds it against the tables the engine works with.
 */
export const MONGO_ENGINE_SUPPORTED: MongoEngineSupported = {
  commands: words(`
    abortTransaction aggregate buildInfo buildinfo collMod collStats commitTransaction connectionStatus count create
    createIndexes dbStats delete distinct drop dropDatabase dropIndexes endSessions explain find findAndModify
    findandmodify getCmdLineOpts getMore getParameter hello insert isMaster ismaster killCursors killSessions
    listCollections listDatabases listIndexes logout ping renameCollection replSetGetStatus saslContinue saslStart serverStatus startSession
    update`),
  queryOperators: words(`
    $all $and $bitsAllClear $bitsAllSet $bitsAnyClear $bitsAnySet $comment $elemMatch $eq $exists $expr $gt $gte $in
    $lt $lte $mod $ne $nin $nor $not $options $or $regex $size $type`),
  updateOperators: words(`
    $addToSet $bit $currentDate $inc $max $min $mul $pop $pull $pullAll $push $rename $set $setOnInsert $unset`),
  pipelineStages: words(`
    $addFields $bucket $bucketAuto $count $densify $facet $fill $graphLookup $group $limit $lookup $match $merge
    $out $project $redact $replaceRoot $replaceWith $sample $set $setWindowFields $skip $sort $sortByCount
    $unionWith $unset $unwind`),
  expressionOperators: words(`
    $abs $acos $acosh $add $allElementsTrue $and $anyElementTrue $arrayElemAt $arrayToObject $asin $asinh $atan
    $atan2 $atanh $bitAnd $bitNot $bitOr $bitXor $ceil $cmp $concat $concatArrays $cond $convert $cos $cosh $dateAdd
    $dateDiff $dateFromParts $dateFromString $dateSubtract $dateToParts $dateToString $dateTrunc $dayOfMonth
    $dayOfWeek $dayOfYear $degreesToRadians $divide $eq $exp $filter $first $firstN $floor $getField $gt $gte $hour
    $ifNull $in $indexOfArray $indexOfBytes $isArray $isNumber $isoDayOfWeek $isoWeek $isoWeekYear $last $lastN $let
    $literal $ln $log $log10 $lt $lte $ltrim $map $maxN $median $mergeObjects $millisecond $minN $minute $mod $month
    $multiply $ne $not $objectToArray $or $percentile $pow $radiansToDegrees $rand $range $reduce $regexFind
    $regexFindAll $regexMatch $replaceAll $replaceOne $reverseArray $round $rtrim $sampleRate $second $setDifference
    $setEquals $setField $setIntersection $setIsSubset $setUnion $sigmoid $sin $sinh $size $slice $sortArray $split
    $sqrt $strLenBytes $strLenCP $strcasecmp $substr $substrBytes $substrCP $subtract $switch $tan $tanh $toBool
    $toDate $toDouble $toInt $toLong $toLower $toString $toUpper $trim $trunc $type $unsetField $week $year $zip`),
  accumulators: words(`
    $addToSet $avg $bottom $bottomN $count $covariancePop $covarianceSamp $first $firstN $last $lastN $max $maxN
    $median $mergeObjects $min $minN $percentile $push $stdDevPop $stdDevSamp $sum $top $topN`),
  windowOperators: words(`
    $denseRank $derivative $documentNumber $expMovingAvg $integral $linearFill $locf $minMaxScaler $rank $shift`),
  indexKinds: words(`
    ascending compound descending multikey partial sparse ttl unique`),
  refused: [
    'change streams',
    'collation other than simple',
    'Decimal128',
    'int64 beyond 2^53',
    '$text and text indexes',
    'geospatial queries and indexes',
    '$where, $function and other server-side JavaScript',
    '$jsonSchema and collection validators',
    'capped, time-series and clustered collections, views',
    'wildcard, hashed and hidden indexes',
    'transactions that write to several databases',
    '$type of one numeric type',
    'sorting and grouping on disk',
    'wire compression and TLS',
  ],
};
