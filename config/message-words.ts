// The words of AWS's own messages, which an anonymized message keeps: every other word may be a name of the user's.

export const messageWords: ReadonlySet<string> = new Set(
  `accessible archived finish finished increase range reach via 
  a about above access accesspoint according account action actions active add added after again all allow allowed
  allows already also among amount an and any api application applied apply archive are aren't argument arn array
  arrays assume assumed at attach attached attempt attempted aurora authorize authorized automatically
  availability available aws backed backup backups be because been before began being below between body both
  bucket bytes call can can't cannot carry cause caused change changed check class client cloudformation
  cloudtrail cloudwatch cluster code cold completed completion compliance concurrent condition configuration
  configured conflict connect connection contact contain contains continuous control controls copied copies copy
  copying corrupt couldn't count create created creating creation credentials cross current currently customer
  data database day days deadline decrypt deep default delay delete deleted deleting deletion denied denies deny
  describe describes destination details didn't different directory disabled disk documentdb does doesn't due
  duplicate during dynamodb each ebs ec2 efs either empty emulator enable enabled enabling encounter encountered
  encrypt encrypted encryption end ended engine ensure entries error errors event eventbridge events exceed
  exceeded exceeds exception execute exist existing exists expected expire expired explicit explicitly export fail
  failed fails failure false feature file files filter find finish first flexible following for format found
  framework free from fsx full function further gateway generate get given glacier global governance grace grant
  granted greater group guardduty had hana handle has hasn't have hold hour hours http iam id identifier identity
  if image implicit in inaccessible included incorrect incremental index indexed information input instance
  instances insufficient interrupted invalid ip is isn't issue issues item items its job job's jobs json key keys
  kms known large last later least legal length less lifecycle limit limits list listed local location lock locked
  log long longer low malware management manual master matched matches maximum may meet member message messages
  method metric minimum minute minutes missing mode modify month most multi multiple must name names namespace
  needs neptune nested network new next nfs no non none not now number object object's objects observed occurred
  of off old on once one ongoing only open operation operations opt opted option options or order organization
  original other others out outside over own owned owner page parameter parse part partial pass password path
  pattern pending per perform performed period permission permissions permitted place plan please point points
  policies policy possible prevent previous primary principal problem process processed processing protect
  protected protection provide provided provider public queries query queue quota rate rds reached read ready
  reason receipt recovery redshift reduce refused region regions regular related remove removed replica
  replication report request requested requests required reserved resolve resource resources response restore
  restored restoring restricts result retained retention retrieval retry role roles rule rules run running s3 same
  sap scan scanned schedule scheduled scp seconds secret security see select selected selection send sent server
  service session set setting settings several shared should single size skipped smb snapshot snapshots
  snapshotting sns so some source space specified specify sqs standard start started starting state statement
  statistic statistics status step stop stopped stopping storage stored subnet success successful successfully
  such support supported supports sure table tag tags target task template temporarily terminated test than the
  there these third this those threat threats throttled through time timed timeout times timestream to today token
  tokens too tool total transfer true trust try trying two type types unable unavailable under unexpected unknown
  unless unpacked unsupported until up update updates usage use used user users uses using valid validation value
  values vault vaults verify version versions virtual vm vmware volume volumes vpc vss wait waiting warning was
  wasn't way were what when where which while who whose will window windows with within without won't work write
  writer writers written wrong yet you your zone`.split(/\s+/),
);
