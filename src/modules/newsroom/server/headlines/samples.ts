import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { hour, second } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { bumpRevision } from '#core/http/index.ts';
import { newId } from '#core/ids/index.ts';
import { readYaml } from '#core/yaml/index.ts';
import { longestTeaser, longestTitle } from '../../headlines/feed.ts';
import { canonicalLink } from '../../headlines/links.ts';
import { sourceSchema } from '../../headlines/source.ts';
import { headline, headlineSource } from '../headline-tables.ts';
import { headlineScope } from './keep-feed.ts';

/** Names that exist nowhere (RFC 2606): samples lead to nobody. */
const sampleAddress = z.url({ protocol: /^https$/, hostname: /(^|\.)example$/ });

const samplesSchema = z.strictObject({
	sources: z.array(
		sourceSchema.extend({
			feed: sampleAddress,
			homepage: sampleAddress.optional(),
			headlines: z.array(
				z.strictObject({
					title: z.string().trim().min(1).max(longestTitle),
					link: sampleAddress,
					teaser: z.string().trim().max(longestTeaser).default(''),
					place: z.string().trim().max(80).default(''),
					/** How many hours before the rehearsal begins. */
					hours: z.number().positive().optional(),
				}),
			),
		}),
	),
});

/**
 * Puts the sample sources of a file with their headlines into a rehearsal: invented agencies, marked wherever they are shown,
 * never fetched. Doing it again changes nothing.
 * @throws Error where there are other times than a rehearsal's, and for a file that is not whole
 */
export async function plantHeadlines(ctx: Context, file: string): Promise<void> {
	if (!ctx.clock.rehearsal) throw new Error('sample headlines belong to a rehearsal');
	const yaml = readYaml(await readFile(file, 'utf8'));
	if (yaml.faults[0]) throw new Error(`${file}: ${yaml.faults[0].text}`);
	const { sources } = samplesSchema.parse(yaml.value);
	const [begins, now] = [ctx.clock.edition.now(), ctx.clock.process.now()];
	await transaction(ctx, async (tx) => {
		for (const { headlines, homepage, attribution, credit, ...fields } of sources) {
			const optional = { homepage: homepage ?? null, attribution: attribution ?? null, credit: credit ?? null };
			const row = { ...fields, ...optional, sample: true, madeAt: now, nextAt: now };
			const [made] = await tx.db
				.insert(headlineSource)
				.values({ id: newId(), ...row })
				.onConflictDoNothing({ target: headlineSource.feed })
				.returning({ id: headlineSource.id });
			if (!made || headlines.length === 0) continue;
			await tx.db.insert(headline).values(
				headlines.map(({ hours, ...one }, i) => {
					const at = hours === undefined ? null : begins - hours * hour;
					const canonical = canonicalLink(one.link);
					return {
						...{ ...one, id: newId(), sourceId: made.id, key: `link ${canonical}`, guid: null, canonical },
						...{ at, order: at ?? begins - i * second, seenAt: now, current: true },
					};
				}),
			);
		}
		await bumpRevision(tx, headlineScope);
	});
}
