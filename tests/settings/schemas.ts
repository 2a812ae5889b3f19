import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { tokenScopeNames } from '../../src/core/identity/scopes.ts';
import { attestationRuleSchema } from '../../src/modules/calls/attestation-rule.ts';
import { callSchema } from '../../src/modules/calls/call.ts';
import { conditionSchema } from '../../src/modules/calls/condition-schema.ts';
import { bilingualSchema, fieldSchema, optionSchema, stableId } from '../../src/modules/calls/form.ts';
import { fulfilmentRuleSchema } from '../../src/modules/calls/fulfilment-rule.ts';
import { inviteKinds } from '../../src/modules/calls/server/member-tables.ts';
import * as lateLinks from '../../src/modules/calls/server/late-link-tables.ts';
import * as lists from '../../src/modules/calls/server/list-tables.ts';
import * as members from '../../src/modules/calls/server/member-tables.ts';
import { stageSchema } from '../../src/modules/calls/stage.ts';
import { windowSchema } from '../../src/modules/calls/window.ts';
import { reviewerRoles } from '../../src/modules/review/reviewer.ts';
import * as subReviews from '../../src/modules/review/server/sub-review-tables.ts';
import { settingsOf, type Settings } from './walk.ts';

/* All the settings there are: of a call and what it is made of, and of what people set beside it. Nothing here ships. */

const known = {
	elsewhere: new Map(
		Object.entries({
			window: windowSchema,
			field: fieldSchema,
			stage: stageSchema,
			attestation: attestationRuleSchema,
			fulfilment: fulfilmentRuleSchema,
			condition: conditionSchema,
		}).map(([name, schema]) => [schema, name] as const),
	),
	words: new Set([bilingualSchema, stableId, optionSchema]),
} as Parameters<typeof settingsOf>[2];

/** Switches that are columns: what people set of single applications, links, views. */
function switchesOf(tables: Record<string, unknown>): [string, Set<string>][] {
	return Object.values(tables).flatMap((table) =>
		is(table, PgTable)
			? Object.entries(getTableColumns(table)).flatMap(([key, { dataType }]): [string, Set<string>][] =>
					dataType === 'boolean' ? [[`${getTableName(table)}.${key}`, new Set(['true', 'false'])]] : [],
				)
			: [],
	);
}

/** Every setting of the call engine with its values, by the schema that has it. */
export function allSettings(): Settings {
	return new Map([
		...settingsOf('call', callSchema, known),
		...[...known.elsewhere].flatMap(([schema, name]) =>
			name === 'condition' ? [] : [...settingsOf(name, schema, known)],
		),
		...[lateLinks, lists, members, subReviews].flatMap(switchesOf),
		['invite.kind', new Set<string>(inviteKinds)],
		['reviewer.role', new Set<string>(reviewerRoles)],
		['token.scope', new Set<string>(tokenScopeNames)],
	]);
}
