import { sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import type { Field, Form } from '../../form.ts';
import { narrowedBy } from '../../visibility.ts';
import { callForm } from '../tables.ts';
import type { ListScope } from './scope.ts';

/** The form by which a list gives out the answers to a version of a call's form; undefined for a call that is not in it. */
export type VersionForms = (callId: string, version: number) => Form | undefined;

/**
 * The present forms, which lists are read by, as narrow as what was answered: a field that was for named accounts in the
 * form that somebody filled in stays so for his answer, though it is wider now. One query.
 */
export async function versionForms(ctx: Context, { sights }: ListScope): Promise<VersionForms> {
	const ids = sights.map(({ stored }) => stored.callId);
	const rows =
		ids.length === 0
			? []
			: await many<{ call: string; version: number; fields: Pick<Field, 'id' | 'viewers'>[] }>(
					ctx.db,
					sql`select f.call_id as call, f.version, jsonb_agg(jsonb_build_object('id', q->'id', 'viewers', q->'viewers')) as fields
						from ${callForm} f, jsonb_array_elements(f.form->'fields') q
						where f.call_id in ${ids} and q->>'visibleTo' = 'named' group by f.call_id, f.version`,
				);
	const key = (callId: string, version: number) => `${callId} ${version}`;
	const present = new Map(sights.map(({ stored }) => [stored.callId, stored.call.form]));
	const narrowed = new Map(
		rows.flatMap(({ call, version, fields }) => {
			const form = present.get(call);
			return form ? [[key(call, version), narrowedBy(form, fields)] as const] : [];
		}),
	);
	return (callId, version) => narrowed.get(key(callId, version)) ?? present.get(callId);
}
