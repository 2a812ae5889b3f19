import { z } from 'zod';
import { day, hour, minute } from '#core/clock/index.ts';
import type { FetchFault } from '#core/outbound/index.ts';
import { bilingual, prose, slug, webAddress } from '#modules/editions/bundle/text.ts';
import type { FeedFault } from './feed.ts';
import { sourceLanguages } from '../headline-languages.ts';

/** Why a source gave nothing. */
export type SourceFault = FetchFault | FeedFault;

/** What the desk says of a source. */
export const sourceSchema = z.strictObject({
	name: bilingual,
	feed: webAddress.max(1000),
	homepage: webAddress.max(1000).optional(),
	/** `Xinhua, by way of the China Space Foundation`, where the name alone would not do. */
	attribution: prose.optional(),
	/** `© Agency. All rights reserved.` */
	credit: prose.optional(),
	topics: z.array(slug).max(12).default([]),
	language: z.enum(sourceLanguages),
	shown: z.number().int().min(1).max(10).default(3),
	teasers: z.boolean().default(false),
	active: z.boolean().default(true),
});
export type SourceFields = z.infer<typeof sourceSchema>;

/** A source is asked so often, where it does not ask for more time. */
export const rhythm = 30 * minute;
/** One that fails is asked after 30 minutes, 1 h, 2 h … 12 h. */
const longestPause = 12 * hour;
/** What a source said is shown for so long after it was last heard of. */
export const staleAfter = 3 * day;
/** A headline older than this is news no more. */
export const oldest = 180 * day;

/**
 * How long until a source is asked again, in milliseconds.
 * @param failures attempts in a row that failed
 * @param asked what the source itself asks for (`max-age`, `Retry-After`), in milliseconds
 * @param chance from 0 to 1: sources set up together are not asked together for ever
 */
export function pauseOf(failures: number, asked: number | undefined, chance: number): number {
	const usual = failures === 0 ? rhythm : Math.min(rhythm * 2 ** (failures - 1), longestPause);
	const wanted = Math.min(Math.max(usual, asked ?? 0), longestPause);
	return Math.round(wanted * (0.9 + 0.2 * chance));
}
