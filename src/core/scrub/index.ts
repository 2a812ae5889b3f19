export { ScrubFault, type ScrubFaultCode } from './fault.ts';
export type { PdfReading } from './pdf/reading.ts';
export { canScrub } from './scrub-bytes.ts';
export { type ScrubbedCopy, scrubbedCopy, scrubFaults } from './scrubbed-copy.ts';
export { fileReadingOf, keptReadings } from './file-readings.ts';
