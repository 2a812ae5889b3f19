import { angleAt, arcPath, type Dial, daysFrom, daysTo, pointAt, sectorPath, ticksPath } from './dial.ts';

/** What an orrery is drawn from. Instants are epoch milliseconds; `place` (1…) gives a track its hue and shape. */
export interface OrreryData {
	tracks: readonly { key: string; code: string; name: string; place: number }[];
	/**
	 * Sessions. Those without a track (ceremonies, plenaries) go around closest to the sun. Where only the days are
	 * settled, not the hour, `loose` says so: `start` and `end` are then the days, and the body stands somewhere in them.
	 */
	sessions: readonly {
		key: string;
		track: string | null;
		title: string;
		start: number;
		end: number;
		loose?: boolean;
	}[];
	/** Dates worth a mark on the rim. */
	dates: readonly { at: number; label: string }[];
	/** The window that is (or was, or will be) open. */
	window: { opens: number; closes: number } | null;
	/** The first and the last instant of the days of the symposium. */
	days: { from: number; to: number };
	now: number;
}

export type Shape = 'plain' | 'ringed' | 'moon';

export interface Body {
	key: string;
	title: string;
	/** `track-3`, or `track-sun` for what belongs to all. */
	hue: string;
	shape: Shape;
	x: number;
	y: number;
	size: number;
	/** The path it takes while it lasts. */
	trail: string;
	/** Its hour is not settled. */
	loose: boolean;
	state: 'past' | 'now' | 'coming';
}

export interface OrreryModel {
	orbits: { key: string; hue: string; code: string; radius: number; labelX: number; labelY: number }[];
	bodies: Body[];
	hand: number;
	/** The days of the symposium, one part of the ring each. */
	days: { path: string; odd: boolean }[];
	window: string | null;
	ticks: string;
	longTicks: string;
	labels: { x: number; y: number; turn: number; text: string }[];
	marks: { x: number; y: number }[];
}

const day = 86_400_000;
const hour = 3_600_000;
export const innerOrbit = 62;
export const outerOrbit = 258;
export const rim = 288;
const shapes: Shape[] = ['plain', 'ringed', 'moon'];

/** Where everything stands on a disc of radius 340 around 0,0. Pure: the same data give the same picture. */
export function orreryModel(data: OrreryData): OrreryModel {
	const dial = dialOf(data);
	const radii = new Map<string | null, number>([[null, innerOrbit]]);
	const step = (outerOrbit - innerOrbit) / Math.max(1, data.tracks.length);
	data.tracks.forEach((track, place) => {
		radii.set(track.key, Math.round(innerOrbit + step * (place + 1)));
	});
	const place = new Map(data.tracks.map((track) => [track.key, track.place]));
	const dayStarts = starts(dial.from, dial.to, day);
	return {
		orbits: data.tracks.map((track) => {
			const radius = radii.get(track.key) as number;
			const [labelX, labelY] = pointAt(342, radius);
			return { key: track.key, hue: hueClass(track.place), code: track.code, radius, labelX, labelY };
		}),
		bodies: data.sessions
			.filter((session) => radii.has(session.track))
			.map((session) => {
				const radius = radii.get(session.track) as number;
				const at = session.track === null ? null : (place.get(session.track) as number);
				const from = angleAt(dial, session.start);
				const to = angleAt(dial, session.end);
				const [x, y] = pointAt(session.loose ? from + (to - from) * scatter(at ?? 0) : from, radius);
				return {
					key: session.key,
					title: session.title,
					hue: at === null ? 'track-sun' : hueClass(at),
					shape: at === null ? 'plain' : (shapes[(at - 1) % 3] as Shape),
					x,
					y,
					size: session.loose ? 7.5 : bodySize(session.end - session.start),
					trail: arcPath(from, to, radius),
					loose: session.loose ?? false,
					state: session.end <= data.now ? 'past' : session.start <= data.now ? 'now' : 'coming',
				};
			}),
		hand: Math.round(angleAt(dial, data.now) * 10) / 10,
		days: dayStarts.map((start, index) => ({
			path: sectorPath(angleAt(dial, start), angleAt(dial, Math.min(dial.to, start + day)), innerOrbit - 14, rim),
			odd: index % 2 === 1,
		})),
		window: data.window ? arcPath(angleAt(dial, data.window.opens), angleAt(dial, data.window.closes), rim + 6) : null,
		ticks: ticksPath(
			[
				...starts(dial.begin, dial.from, day).map((at) => angleAt(dial, at)),
				...starts(dial.from, dial.to, 2 * hour).map((at) => angleAt(dial, at)),
				...starts(dial.to, dial.end, day).map((at) => angleAt(dial, at)),
			],
			rim,
			rim + 6,
		),
		longTicks: ticksPath([daysFrom, ...dayStarts.slice(1).map((at) => angleAt(dial, at)), daysTo], rim, rim + 14),
		labels: spread(data.dates.map((date) => ({ angle: angleAt(dial, date.at), text: date.label }))).map(
			({ angle, text }) => {
				// On the lower half a label would stand on its head; it is turned round.
				const low = angle > 90 && angle < 270;
				const [x, y] = pointAt(angle, low ? rim + 34 : rim + 23);
				return { x, y, turn: Math.round(low ? angle - 180 : angle), text };
			},
		),
		marks: data.dates.map((date) => {
			const [x, y] = pointAt(angleAt(dial, date.at), rim);
			return { x, y };
		}),
	};
}

/** The hue of a track by its place; after ten the ramp starts again. */
export function hueClass(place: number): string {
	return `track-${((place - 1) % 10) + 1}`;
}

/** The dial reaches over all dates and the window; with nothing before or after the days, a month before and a fortnight after. */
function dialOf(data: OrreryData): Dial {
	const { from, to } = data.days;
	const known = [...data.dates.map((date) => date.at), ...(data.window ? [data.window.opens, data.window.closes] : [])];
	const before = known.filter((at) => at < from);
	const after = known.filter((at) => at > to);
	return {
		begin: before.length > 0 ? Math.min(...before) : from - 30 * day,
		from,
		to,
		end: (after.length > 0 ? Math.max(...after) : to + 12 * day) + 2 * day,
	};
}

/** A place within unsettled days, 0.08–0.92: the golden ratio keeps neighbouring orbits apart. */
function scatter(place: number): number {
	return place === 0 ? 0.5 : 0.08 + 0.84 * ((place * 0.618) % 1);
}

/** Half a unit wider for every hour it lasts, within what an orbit can carry. */
function bodySize(milliseconds: number): number {
	return Math.round(10 * Math.min(10, 5 + (milliseconds / hour) * 1.2)) / 10;
}

function starts(from: number, to: number, step: number): number[] {
	const all: number[] = [];
	for (let at = from; at < to; at += step) all.push(at);
	return all;
}

/** How many degrees of the rim a label takes: Han characters are twice as wide as figures. */
function labelWidth(text: string): number {
	const width = [...text].reduce((sum, char) => sum + (char > '\u2e7f' ? 15 : 8), 10);
	return (width / (rim + 23)) * (180 / Math.PI);
}

/** Leaves out a label that would run into the one before it. */
function spread<L extends { angle: number; text: string }>(labels: L[]): L[] {
	const kept: L[] = [];
	for (const label of [...labels].sort((a, b) => a.angle - b.angle)) {
		const before = kept.at(-1);
		const width = labelWidth(label.text);
		const wraps = kept[0] !== undefined && kept[0].angle + 360 - label.angle < width;
		if ((before === undefined || label.angle - before.angle >= width) && !wraps) kept.push(label);
	}
	return kept;
}
