/* Proposals of who reviews what, for the other parts of this module. */

export { applyRun, carryOutRun } from './apply-run.ts';
export { type LockInput, setLock } from './locks.ts';
export { assigningPersonData } from './person-data.ts';
export { type PairPage, pairPage, type ShownSwap } from './pair-page.ts';
export { type LockRow, type RunList, runList, type RunRow } from './run-list.ts';
export { type RunPage, runPage, type RunPaper, type RunReviewer, type ShownPair } from './run-page.ts';
export { solveRun } from './solve-run.ts';
export { startRun, type StartRunInput } from './start-run.ts';
export { swapPair, type SwapInput } from './swap-pair.ts';
