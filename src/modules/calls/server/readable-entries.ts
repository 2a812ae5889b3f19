import { sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import type { Answers } from '../answers.ts';
import type { ApplicationState } from '../application-state.ts';
import type { Field, Form } from '../form.ts';
import { numberLabel } from '../projection.ts';
import { mayRead, type Reader } from '../visibility.ts';
import type { CallForReview } from './for-review.ts';

/** An application that has come to a stage, as somebody may read it: nothing here says who applied. */
export interface ReadableEntry {
	id: string;
	number: string;
	version: number;
	/** The track it is in now. */
	track: string | null;
	language: string | null;
	state: ApplicationState;
	/** It is in this very stage now, not in a later one. */
	here: boolean;
	/** What it answers: the questions that were asked, as far as this reader may know them. */
	form: Form;
	/** Its newest answers to those that are wanted. */
	answers: Answers;
}

/**
 * The applications of a call that have come to this stage or further, without those withdrawn, by their ids, each with what a
 * reader may read of it: by the form that it answers, and by the present one. Two queries.
 * @param wanted of which fields the answers are needed
 * @param only these applications
 */
export async function readableEntries(
	ctx: Context,
	of: Pick<CallForReview, 'callId' | 'stages'>,
	stageId: string,
	reader: Reader,
	wanted: (field: Field) => boolean,
	only?: readonly string[],
): Promise<ReadableEntry[]> {
	const versions = await many<{ version: number; form: Form; present: boolean }>(
		ctx.db,
		sql`select f.version, f.form, f.version = c.form_version as present from call_form f join call c on c.id = f.call_id
			where f.call_id = ${of.callId}`,
	);
	const present = versions.find((one) => one.present)?.form;
	const forms = new Map(versions.map(({ version, form }) => [version, readableForm(form, present, reader)]));
	const fields = new Set([...forms.values()].flatMap((form) => form.fields.filter(wanted).map(({ id }) => id)));
	const at = of.stages.findIndex(({ stage }) => stage.id === stageId);
	const later = of.stages.slice(at).map(({ stage }) => stage.id);
	const first = of.stages[0]?.stage.id ?? '';
	type Found = Omit<ReadableEntry, 'number' | 'here' | 'form'>;
	const rows = await many<Found & { raw: number; prefix: string; stage: string; formVersion: number }>(
		ctx.db,
		sql`select a.id, a.number as raw, c.number_prefix as prefix, a.version, a.track, a.language, a.state,
				coalesce(a.stage_id, ${first}) as stage, v.form_version as "formVersion",
				(select coalesce(jsonb_object_agg(f, v.answers -> f), '{}') from unnest(${sql.param([...fields])}::text[]) f where v.answers ? f) as answers
			from application a join call c on c.id = a.call_id
			join application_version v on v.application_id = a.id and v.version = a.version
			where a.call_id = ${of.callId} and a.state <> 'withdrawn' and coalesce(a.stage_id, ${first}) = any(${sql.param(later)}::text[])
				and (${only === undefined} or a.id = any(${sql.param([...(only ?? [])])}::text[]))
			order by a.id`,
	);
	return rows.map(({ raw, prefix, stage, formVersion, answers, ...row }) => {
		const form = forms.get(formVersion) as Form;
		const own = form.fields.filter(wanted).flatMap(({ id }) => {
			const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
			return answer === undefined ? [] : [[id, answer] as const];
		});
		return {
			...row,
			number: numberLabel(prefix, raw),
			here: stage === stageId,
			form,
			answers: Object.fromEntries(own),
		};
	});
}

/** What is hidden now stays hidden in what was answered before, and the other way round. */
function readableForm(form: Form, present: Form | undefined, reader: Reader): Form {
	const fields = form.fields.filter((field) => {
		const now = present?.fields.find(({ id }) => id === field.id);
		return mayRead(field, reader) && (now === undefined || mayRead(now, reader));
	});
	return { ...form, fields };
}
