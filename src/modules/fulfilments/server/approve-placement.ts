import { eq } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { readFileBytes } from '#core/files/index.ts';
import { file } from '#core/files/tables.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { cleanPicture, heightFor, isRaster, PictureFault } from '#core/pictures/index.ts';
import { invalid, type Problem, Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import type { FileAnswer } from '#modules/calls/answers.ts';
import { instantOf } from '#modules/calls/local-time.ts';
import { newestAnswers } from '#modules/calls/server/index.ts';
import { change, demandOpen, type LoadedFulfilment, openFulfilment } from './load.ts';
import { datePlacement, dropPlacement } from './placement-dates.ts';
import { placement } from './tables.ts';

/** A picture on a page is at most so wide; drawings have no width of their own. */
const mostWidth = 640;
/** A drawing is sent as it is: a larger one is no logo. */
const mostDrawing = 300_000;

/** A picture as it would be shown. */
export interface PlacedPicture {
	bytes: Uint8Array;
	mediaType: string;
	width: number;
	height: number;
}

/**
 * The picture of an application made fit for the public site, from the file of its newest version: cleaned, a raster one
 * as WebP of at most 640 pixels, a drawing without anything that runs or fetches.
 * @throws Refusal `conflict` (`no-picture`, `picture-broken` with the fault)
 */
export async function pictureToPlace(ctx: Context, { row, head }: LoadedFulfilment): Promise<PlacedPicture> {
	const rule = head.settings.fulfilments?.find(({ id }) => id === row.rule);
	const newest = (await newestAnswers(ctx, [head.id])).get(head.id);
	const answer = rule?.field === undefined ? undefined : (newest?.answers[rule.field] as FileAnswer | undefined);
	const [stored] = answer ? await ctx.db.select().from(file).where(eq(file.id, answer.file)) : [];
	if (!stored) throw new Refusal('conflict', 'no-picture');
	try {
		const clean = await cleanPicture(await readFileBytes(ctx.files, stored.digest));
		const { mediaType, size } = clean;
		if (!isRaster(mediaType)) {
			if (clean.bytes.length > mostDrawing) throw new PictureFault('file-too-large', { max: mostDrawing });
			return { bytes: clean.bytes, mediaType, ...size };
		}
		const width = Math.min(size.width, mostWidth);
		const shown = { width, height: heightFor(size, width) };
		const [bytes] = await ctx.pictures.render(clean.bytes, mediaType, [{ ...shown, mediaType: 'image/webp' }]);
		return { bytes: bytes as Uint8Array, mediaType: 'image/webp', ...shown };
	} catch (error) {
		if (!(error instanceof PictureFault)) throw error;
		throw new Refusal('conflict', 'picture-broken', { params: { fault: error.code } });
	}
}

/** The picture as it would be shown, for the desk that approves it. @throws Refusal as `approvePlacement` */
export async function previewPlacement(
	ctx: Context,
	actor: Actor,
	input: { fulfilment: string },
): Promise<PlacedPicture> {
	const loaded = await openFulfilment(ctx, actor, 'fulfilment.record', input.fulfilment);
	if (loaded.row.kind !== 'placement') throw new Refusal('conflict', 'no-placement');
	return pictureToPlace(ctx, loaded);
}

export interface PlacementInput {
	fulfilment: string;
	/** What the picture is called in each language: the name of the organisation. */
	name: Partial<Bilingual>;
	/** Where it leads; empty for nowhere. */
	url?: string;
	/** Days in the zone of the call, both included; those of the rule without. */
	from?: string;
	until?: string;
	seen?: number;
}

/**
 * Approves the picture of an application for the public site: from now on it is shown between its days. What is shown is
 * our copy: a picture handed in later has to be approved anew.
 * @throws Refusal `not-found`, `forbidden`; `invalid` at `name`, `url`, `from`, `until`; `conflict` (`no-placement`,
 *   `no-picture`, `picture-broken`, `cancelled`, `changed-meanwhile`)
 */
export async function approvePlacement(ctx: Context, actor: Actor, input: PlacementInput): Promise<void> {
	const { bytes, ...picture } = await previewPlacement(ctx, actor, input);
	const stored = await ctx.files.put(bytes);
	await transaction(ctx, async (tx) => {
		const { row, head } = await openFulfilment(tx, actor, 'fulfilment.record', input.fulfilment, { lock: true });
		demandOpen(row, input.seen);
		const rule = head.settings.fulfilments?.find(({ id }) => id === row.rule);
		const now = tx.clock.edition.now();
		const read = readInput(input, head.zone, { from: rule?.from, until: rule?.until, now });
		const values = {
			deskId: row.deskId,
			among: rule?.among ?? ('sponsor' as const),
			...read,
			digest: stored.digest,
			bytes: stored.bytes,
			...picture,
			approvedAt: now,
			approvedByPersonId: personOf(actor) ?? null,
		};
		await tx.db
			.insert(placement)
			.values({ fulfilmentId: row.id, ...values })
			.onConflictDoUpdate({ target: placement.fulfilmentId, set: values });
		await datePlacement(tx, { fulfilmentId: row.id, ...values });
		await change(
			tx,
			actor,
			row,
			{ state: 'done', doneAt: now, doneByPersonId: personOf(actor) ?? null },
			{ action: 'approve-placement', data: { digest: stored.digest } },
		);
	});
}

/** Takes a picture off the public site; it can be approved again. @throws Refusal `not-found`, `forbidden`, `conflict` (`not-done`) */
export async function takeDownPlacement(
	ctx: Context,
	actor: Actor,
	input: { fulfilment: string; seen?: number },
): Promise<void> {
	await transaction(ctx, async (tx) => {
		const { row } = await openFulfilment(tx, actor, 'fulfilment.record', input.fulfilment, { lock: true });
		demandOpen(row, input.seen);
		if (row.kind !== 'placement' || row.state !== 'done') throw new Refusal('conflict', 'not-done');
		await dropPlacement(tx, row);
		const open = { state: 'open' as const, doneAt: null, doneByPersonId: null };
		await change(tx, actor, row, open, { action: 'take-down-placement' });
	});
}

function readInput(
	input: PlacementInput,
	zone: string,
	rule: { from: string | undefined; until: string | undefined; now: number },
) {
	const problems: Problem[] = [];
	const name: Partial<Bilingual> = {};
	for (const locale of ['en', 'zh'] as const) {
		const text = cleanText(input.name[locale] ?? '', { lines: false });
		if (text.length > 200) {
			problems.push({
				path: `name.${locale}`,
				code: 'too-many-characters',
				params: { characters: text.length, max: 200 },
			});
		} else if (text) name[locale] = text;
	}
	if (!name.en && !name.zh) problems.push({ path: 'name.en', code: 'name-needed' });
	const url = cleanText(input.url ?? '', { lines: false }) || null;
	if (url !== null && !isWebAddress(url)) problems.push({ path: 'url', code: 'not-an-address' });
	const at = (path: 'from' | 'until', edge: 'start' | 'end'): number | null => {
		const local = input[path] || rule[path];
		if (!local) return null;
		if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$/.test(local) || Number.isNaN(Date.parse(local))) {
			problems.push({ path, code: 'not-a-day' });
			return null;
		}
		return instantOf(local, zone, edge);
	};
	const startsAt = at('from', 'start') ?? rule.now;
	const endsAt = at('until', 'end');
	if (endsAt !== null && endsAt <= startsAt) problems.push({ path: 'until', code: 'ends-before-it-begins' });
	if (problems.length > 0) throw invalid(problems);
	return { name, url, startsAt, endsAt };
}

function isWebAddress(text: string): boolean {
	try {
		const { protocol, hostname } = new URL(text);
		return (protocol === 'https:' || protocol === 'http:') && hostname.includes('.') && text.length <= 500;
	} catch {
		return false;
	}
}
