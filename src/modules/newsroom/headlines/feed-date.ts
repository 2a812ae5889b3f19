import type { Instant } from '#core/clock/index.ts';

const zones: Readonly<Record<string, string>> = {
	UT: '+0000',
	GMT: '+0000',
	UTC: '+0000',
	Z: '+0000',
	EST: '-0500',
	EDT: '-0400',
	CDT: '-0500',
	MST: '-0700',
	MDT: '-0600',
	PST: '-0800',
	PDT: '-0700',
	CET: '+0100',
	CEST: '+0200',
	BST: '+0100',
	JST: '+0900',
	HKT: '+0800',
};
const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/**
 * The instant that a feed names: RFC 822 with its successors (RSS), or RFC 3339 and its relatives (Atom, Dublin Core). Without
 * a zone it is read in `offset`: Chinese systems write local time so. `CST` means two things, and is read in `offset` too when
 * that is China's, else as US time.
 * @param offset `+0800`
 * @returns undefined for what is no date
 */
export function readFeedDate(text: string, offset = '+0000'): Instant | undefined {
	const value = text.trim().slice(0, 60);
	const iso =
		/^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]+(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/i.exec(
			value,
		);
	if (iso) {
		const [, year, month, day, hour = '0', minute = '0', seconds = '0', zone] = iso;
		return instantAt([year, month, day, hour, minute, seconds].map(Number), zoneOf(zone, offset));
	}
	const rfc =
		/^(?:\p{L}{2,9}\.?,?\s+)?(\d{1,2})[\s-](\p{L}{3,9})\.?[\s-](\d{4}|\d{2})(?:\s+(\d{1,2}):(\d\d)(?::(\d\d))?)?\s*([A-Z]{1,4}|[+-]\d\d:?\d\d)?$/iu.exec(
			value,
		);
	if (!rfc) return undefined;
	const [, day, name = '', short = '', hour = '0', minute = '0', seconds = '0', zone] = rfc;
	const month = months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
	const year = short.length === 2 ? Number(short) + (Number(short) < 70 ? 2000 : 1900) : Number(short);
	if (month === 0) return undefined;
	return instantAt([year, month, Number(day), Number(hour), Number(minute), Number(seconds)], zoneOf(zone, offset));
}

function zoneOf(zone: string | undefined, offset: string): string {
	if (zone === undefined || zone === '') return offset;
	if (/^[+-]/.test(zone)) return zone.replace(':', '');
	if (zone.toUpperCase() === 'CST') return offset === '+0800' ? offset : '-0600';
	return zones[zone.toUpperCase()] ?? offset;
}

function instantAt(parts: readonly number[], offset: string): Instant | undefined {
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, seconds = 0] = parts;
	if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || seconds > 60) return undefined;
	const at = Date.UTC(year, month - 1, day, hour, minute, seconds);
	const sign = offset.startsWith('-') ? -1 : 1;
	return at - sign * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3, 5))) * 60_000;
}
