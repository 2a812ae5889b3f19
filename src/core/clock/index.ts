export { type Instant, second, minute, hour, day } from './instant.ts';
export { addDays, daysBetween, inYear } from './days.ts';
export { instantOf, endOfDay, localOf, dayOf, parseMoment } from './zones.ts';
export {
	formatDate,
	formatDateRange,
	formatDateTime,
	formatDay,
	formatDeadline,
	formatInstant,
	formatOffset,
	formatSpan,
	formatTime,
	formatUtc,
	lastMinute,
	zonedParts,
	zoneName,
	zoneOffset,
} from './format.ts';
export { type Clock, type Dial, processNow, fixedClock, realClock, pinned } from './clock.ts';
export { openClock, readDial, turnDial, beginRehearsal, beginReal, clockSkew } from './dial.ts';
export {
	schedule,
	unschedule,
	runDue,
	dueUntil,
	dueProgress,
	type FailedDue,
	type DueHandler,
	type DueHandlers,
	type DueItem,
} from './due.ts';
