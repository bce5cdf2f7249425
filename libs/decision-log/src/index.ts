export {
  DecisionRecorder,
  MAX_AGE_MS,
  MAX_BACKLOG,
  type Answered,
  type DecisionStream,
  type Delivered,
  type RecorderClock,
  type RecorderLog,
} from './decision-recorder';
