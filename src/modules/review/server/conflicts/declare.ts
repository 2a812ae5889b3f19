import { and, asc, eq, isNull } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound, type Problem, Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { isStatedKind, type StatedKind } from '../../conflict.ts';
import { reviewDeclaration } from '../conflict-tables.ts';

export interface DeclareInput {
	about: string;
	kind: string;
	name: string;
	/** An address of the person, or the ROR id of the institution; may be empty. */
	identifier: string;
	/** The last year of working together, as it was typed; may be empty. */
	year: string;
}

/** A declaration as its page shows it. */
export interface OwnDeclaration {
	id: string;
	about: 'person' | 'institution';
	kind: StatedKind;
	name: string;
	identifier: string;
	year: number | null;
}

/** So many things may be declared by one person. */
export const mostDeclarations = 300;
const longest = 200;

/** What can be said of an institution: to belong to it, to have to do with it as a sponsor, or something else. */
export const institutionKinds: readonly StatedKind[] = ['institution', 'sponsor', 'other'];
/** What can be said of a person. */
export const personKinds: readonly StatedKind[] = ['co-author', 'advisor', 'family', 'other'];

/**
 * Somebody says with whom, or with what institution, he has to do: it holds for all calls, for those of today and of
 * later. The same again changes nothing.
 * @throws Refusal `signed-out`; `invalid` (`choose-kind`, `name-missing`, `too-many-characters`, `bad-identifier`, `bad-year`); `too-many`
 */
export async function declareConflict(ctx: Context, actor: Actor, input: DeclareInput): Promise<void> {
	const personId = demandOwn(ctx, actor);
	const about = input.about === 'institution' ? 'institution' : 'person';
	const name = cleanText(input.name, { lines: false });
	const identifier = readIdentifier(about, input.identifier);
	const year = input.year.trim() === '' ? null : Number(input.year.trim());
	const now = new Date(ctx.clock.edition.now()).getUTCFullYear();
	const kinds = about === 'institution' ? institutionKinds : personKinds;
	const problems: Problem[] = [];
	if (!isStatedKind(input.kind) || !kinds.includes(input.kind)) problems.push({ path: 'kind', code: 'choose-kind' });
	if (name === '') problems.push({ path: 'name', code: 'name-missing' });
	if (name.length > longest) {
		problems.push({ path: 'name', code: 'too-many-characters', params: { characters: name.length, max: longest } });
	}
	if (identifier === undefined) problems.push({ path: 'identifier', code: `bad-${about}-identifier` });
	if (year !== null && !(Number.isInteger(year) && year >= 1900 && year <= now + 1)) {
		problems.push({ path: 'year', code: 'bad-year' });
	}
	if (problems.length > 0 || !isStatedKind(input.kind) || identifier === undefined) throw invalid(problems);
	const kind = input.kind;
	await transaction(ctx, async (tx) => {
		const present = await declarationsOf(tx, personId);
		const same = present.some(
			(one) => one.about === about && one.kind === kind && one.name === name && one.identifier === identifier,
		);
		if (same) return;
		if (present.length >= mostDeclarations) {
			throw new Refusal('too-many', 'too-many-declarations', { params: { max: mostDeclarations } });
		}
		const id = newId();
		const at = tx.clock.edition.now();
		await tx.db.insert(reviewDeclaration).values({ id, personId, about, kind, name, identifier, year, at });
		await record(tx, actor, {
			action: 'declare-conflict',
			subject: { type: 'person', id: personId },
			data: { declaration: id, about, kind },
		});
	});
}

/** It holds no longer. @throws Refusal `not-found`, `signed-out` */
export async function endDeclaration(ctx: Context, actor: Actor, input: { declaration: string }): Promise<void> {
	const personId = demandOwn(ctx, actor);
	await transaction(ctx, async (tx) => {
		const ended = await tx.db
			.update(reviewDeclaration)
			.set({ endedAt: tx.clock.edition.now() })
			.where(
				and(
					eq(reviewDeclaration.id, input.declaration),
					eq(reviewDeclaration.personId, personId),
					isNull(reviewDeclaration.endedAt),
				),
			)
			.returning({ id: reviewDeclaration.id });
		if (ended.length === 0) throw notFound();
		await record(tx, actor, {
			action: 'end-declaration',
			subject: { type: 'person', id: personId },
			data: { declaration: input.declaration },
		});
	});
}

/** What somebody has declared and what holds, in the order in which he said it. One query. */
export async function declarationsOf(ctx: Context, personId: string): Promise<OwnDeclaration[]> {
	return ctx.db
		.select({
			id: reviewDeclaration.id,
			about: reviewDeclaration.about,
			kind: reviewDeclaration.kind,
			name: reviewDeclaration.name,
			identifier: reviewDeclaration.identifier,
			year: reviewDeclaration.year,
		})
		.from(reviewDeclaration)
		.where(and(eq(reviewDeclaration.personId, personId), isNull(reviewDeclaration.endedAt)))
		.orderBy(asc(reviewDeclaration.position));
}

function demandOwn(ctx: Context, actor: Actor): string {
	const personId = actor.kind === 'person' ? actor.personId : '';
	demand(ctx, actor, 'conflict.declare', { within: {}, owners: [personId] });
	return personId;
}

/** Undefined for what is no address and no ROR id. */
function readIdentifier(about: 'person' | 'institution', text: string): string | undefined {
	const typed = cleanText(text, { lines: false });
	if (typed === '') return '';
	if (about === 'person') return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed) ? typed.toLowerCase() : undefined;
	return /(?:^|ror\.org\/)(0[a-hj-km-np-tv-z0-9]{6}[0-9]{2})\/?$/i.exec(typed)?.[1]?.toLowerCase();
}
