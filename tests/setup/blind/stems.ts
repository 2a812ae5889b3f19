import { unzipSync } from 'fflate';
import { unpackedBytes, waysToWrite } from '../../../src/core/scrub/testing.ts';

/*
 * Words that stand nowhere by chance. Each is the beginning of everything that names somebody: one search finds a name, an
 * address, a file and a grant at once, however it is written.
 */

/** Who applied to the call that is reviewed blind. */
export const blindStem = 'qxvblind';
/** Who applied to its twin, whose reviewers learn who applied: the search must find these. */
export const openStem = 'wkzopen';
/** Who reviews: nothing of it may reach who applied, nor the other reviewers. */
export const reviewerStem = 'jyfrevw';
/** The given name of a co-author in Chinese characters; the family name is 璺. */
export const hanStem = { [blindStem]: '齑龘', [openStem]: '靐齉' } as Record<string, string>;

/** The ORCID iD of an author. */
export const orcidStem = { [blindStem]: '0000-0001-5109-3700', [openStem]: '0000-0002-1694-233X' } as Record<
	string,
	string
>;

/** Ways in which a stem may stand in bytes, upper and lower case; characters also as JSON escapes them. */
export function needlesOf(stem: string): Buffer[] {
	const words = [stem, stem.toUpperCase(), stem[0]?.toUpperCase() + stem.slice(1)];
	const han = hanStem[stem];
	return [
		...words.flatMap(waysToWrite),
		...(orcidStem[stem] ? waysToWrite(orcidStem[stem]) : []),
		...(han ? [...waysToWrite(han), Buffer.from(encodeURIComponent(han)), Buffer.from(escaped(han))] : []),
	];
}

const escaped = (text: string) => [...text].map((one) => `\\u${one.charCodeAt(0).toString(16)}`).join('');

/** Whether bytes hold one of these, in any packing that they say they have. */
export function holds(bytes: Buffer, type: string, needles: readonly Buffer[]): boolean {
	const has = (part: Buffer) => needles.some((needle) => part.includes(needle));
	if (has(bytes)) return true;
	// Quoted-printable breaks lines within words.
	if (bytes.includes('=\r\n') && has(Buffer.from(bytes.toString('latin1').replaceAll('=\r\n', ''), 'latin1')))
		return true;
	if (type.includes('pdf')) return has(unpackedBytes(bytes));
	if (bytes.subarray(0, 2).toString('latin1') !== 'PK') return false;
	return Object.entries(unzipSync(bytes)).some(([path, part]) => has(Buffer.from(path)) || has(Buffer.from(part)));
}
