import type { Action, Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Answers } from '../../answers.ts';
import type { Field } from '../../form.ts';
import { type SeenCall, type Vocabulary, vocabularyOf } from '../../search/vocabulary.ts';
import { answersFor, mayRead, type Reader } from '../../visibility.ts';
import { type Sight, sightOf } from '../desk-access.ts';
import { readerOf, recordNamedReading } from '../readers.ts';
import { callsIn } from '../stored-call.ts';
import type { ListScores, ScoreDoor } from './scores.ts';
import type { VersionForms } from './version-forms.ts';

/** What somebody of a desk sees of its applications: which, and which of their answers. */
export interface ListScope {
	sights: Sight[];
	/** Who looks. */
	actor: Actor;
	reader: Reader;
	/** Whether he may read the answers to a field. */
	mayRead(field: Field): boolean;
	vocabulary: Vocabulary;
	/** What the reviews of these calls come to, as far as he may read them. */
	scores(rank: boolean): Promise<ListScores>;
}

/**
 * The one filter between the stored applications of a desk and every list, search, export and bulk act. At most three
 * queries, however many calls there are.
 * @param input.desk id of the edition or standing call
 * @param input.zone of the desk; without, that of its first call
 * @param input.scores where reviews are asked; without, nobody sees what they come to
 * @throws Refusal `not-found`, `forbidden`, `signed-out` when he sees nothing at all
 */
export async function listScope(
	ctx: Context,
	actor: Actor,
	input: { desk: string; zone?: string | undefined; action?: Action; scores?: ScoreDoor | undefined },
): Promise<ListScope> {
	const sights = sightOf(ctx, actor, input.action ?? 'application.list', input.desk, await callsIn(ctx, input.desk));
	const forms = sights.map(({ stored }) => stored.call.form);
	const reader = await readerOf(ctx, actor, 'organisers', forms);
	const reads = (field: Field) => mayRead(field, reader);
	// What named accounts alone may read is not among the facts (`facts.ts`): nobody searches by it.
	const asks = (field: Field) => field.visibleTo !== 'named' && reads(field);
	const seen = sights.map(
		({ stored, tracks }): SeenCall => ({ callId: stored.callId, call: stored.call, tracks, mayRead: asks }),
	);
	const zone = input.zone ?? sights[0]?.stored.call.window.zone ?? 'UTC';
	const door = input.scores;
	const scored =
		door?.readable(
			ctx,
			actor,
			sights.map(({ stored }) => stored),
		) ?? [];
	return {
		sights,
		actor,
		reader,
		mayRead: reads,
		vocabulary: vocabularyOf(seen, zone, scored.length > 0),
		scores: async (rank) => (door && scored.length > 0 ? door.read(ctx, actor, { calls: scored, rank }) : new Map()),
	};
}

/** A row with answers, and the version of the form that they answer. */
interface AnsweredRow {
	id: string;
	callId: string;
	formVersion: number;
	answers: Partial<Answers>;
}

/** Rows with those of their answers that this person may read. */
export function readRows<Row extends AnsweredRow>({ reader }: ListScope, rows: readonly Row[], forms: VersionForms) {
	return rows.map((row) => {
		const form = forms(row.callId, row.formVersion);
		return { ...row, answers: form ? answersFor(form, row.answers as Answers, reader) : {} };
	});
}

/** Writes down that answers for named accounts were given out to one of them; nothing for anybody else. @param rows from `readRows` */
export async function recordListReading(
	ctx: Context,
	{ actor, reader, sights }: ListScope,
	rows: readonly AnsweredRow[],
	forms: VersionForms,
): Promise<void> {
	if (reader.addresses.length === 0) return;
	const calls = new Map(sights.map(({ stored }) => [stored.callId, stored]));
	const read = rows.flatMap(({ id, callId, formVersion, answers }) => {
		const stored = calls.get(callId);
		const form = forms(callId, formVersion);
		if (!stored || !form) return [];
		const { editionId, organisationId } = stored;
		return [
			{
				id,
				callId,
				editionId,
				organisationId,
				read: [{ form, answers: answers as Answers }],
			},
		];
	});
	await recordNamedReading(ctx, actor, read);
}
