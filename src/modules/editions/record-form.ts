import { z } from 'zod';
import { fieldsOf, type FormField, type Shape, type ShapeRules } from '#core/record-form/index.ts';
import { committeeRoleSchema, committeeSchema, officeSchema } from './bundle/committee.ts';
import { editionSchema, pastEditionSchema } from './bundle/edition.ts';
import { keyDateSchema } from './bundle/key-date.ts';
import { organisationSchema } from './bundle/organisation.ts';
import { figureSchema, outcomeSchema, pictureSchema } from './bundle/outcome.ts';
import { pageSchema } from './bundle/page.ts';
import { partnerSchema } from './bundle/partner.ts';
import { personSchema } from './bundle/person.ts';
import { sessionSchema } from './bundle/session.ts';
import { roomSchema, siteSchema } from './bundle/site.ts';
import { localDate, localDateTime, localTime, slug, zone } from './bundle/text.ts';
import { outsideSubjectSchema, trackSchema } from './bundle/track.ts';
import type { RecordKind } from './records.ts';

/** What of a record is edited how: everything of its schema but its code and what is fixed. */
export interface RecordForm {
	kind: EditableKind;
	fields: readonly FormField[];
	/** The fields that make its code, in order; empty for what there is once. */
	code: readonly FormField[];
}

interface Editable {
	schema: z.ZodObject;
	/** Fields whose values, joined by `/`, are the code of the record. */
	code: readonly string[];
	/** A part of the code that the schema does not have: the record that it lies in. */
	inside?: { name: string; kind: RecordKind };
	/** Fields that are no longer changed once the edition is there, and lists that are records of their own. */
	fixed?: readonly string[];
	/** Fields that hold the code of another record. */
	refers?: Readonly<Record<string, RecordKind>>;
	/** References whose code begins with what another field says: the room of a session lies in its site. */
	within?: Readonly<Record<string, string>>;
	/** Texts in Markdown. */
	markdown?: readonly string[];
	countries?: readonly string[];
}

const editable = {
	edition: { schema: editionSchema, code: [], fixed: ['format', 'slug', 'series'] },
	page: { schema: pageSchema, code: ['id'], markdown: ['body'] },
	date: { schema: keyDateSchema, code: ['id'], refers: { call: 'call' } },
	track: { schema: trackSchema, code: ['code'] },
	outside: { schema: outsideSubjectSchema, code: ['code'] },
	partner: { schema: partnerSchema, code: ['kind', 'organisation'], refers: { organisation: 'organisation' } },
	organisation: {
		schema: organisationSchema,
		code: ['id'],
		refers: { logo: 'asset' },
		countries: ['country'],
	},
	committee: { schema: committeeSchema, code: [], fixed: ['offices', 'roles'] },
	office: { schema: officeSchema, code: ['id'] },
	role: { schema: committeeRoleSchema, code: ['office', 'person'], refers: { office: 'office', person: 'person' } },
	person: {
		schema: personSchema,
		code: ['id'],
		refers: {
			portrait: 'asset',
			'positions.en.organisation': 'organisation',
			'positions.zh.organisation': 'organisation',
		},
	},
	session: {
		schema: sessionSchema,
		code: ['id'],
		refers: { track: 'track', site: 'site', room: 'room', after: 'session' },
		within: { room: 'site' },
	},
	site: { schema: siteSchema, code: ['id'], fixed: ['rooms'] },
	room: {
		schema: roomSchema,
		code: ['site', 'id'],
		inside: { name: 'site', kind: 'site' },
		refers: { track: 'track' },
	},
	past: { schema: pastEditionSchema, code: ['slug'] },
	outcome: { schema: outcomeSchema, code: ['id'], markdown: ['text'] },
	figure: { schema: figureSchema, code: ['id'] },
	picture: { schema: pictureSchema, code: ['asset'], refers: { asset: 'asset' } },
} as const satisfies Partial<Record<RecordKind, Editable>>;

/** The kinds of records that the desk edits, in the order of its list. */
export type EditableKind = keyof typeof editable;
export const editableKinds = Object.keys(editable) as EditableKind[];

/** Whether records of this kind are edited in the desk. */
export function isEditable(kind: string): kind is EditableKind {
	return Object.hasOwn(editable, kind);
}

/**
 * The form of a kind of records, made of the very schema that its values must satisfy, so that a new field of a bundle
 * has its control at once. Pure.
 * @throws Error for a schema that has no control
 */
export function formOf(kind: EditableKind): RecordForm {
	const about: Editable = editable[kind];
	const fields = fieldsOf(about.schema, rulesOf(about), '', new Set(about.fixed));
	const inside: FormField[] = about.inside
		? [
				{
					name: about.inside.name,
					path: about.inside.name,
					required: true,
					shape: { as: 'reference', to: about.inside.kind },
				},
			]
		: [];
	return {
		kind,
		fields: fields.filter(({ name }) => !about.code.includes(name)),
		code: about.code.flatMap((name) => [...inside, ...fields].find((field) => field.name === name) ?? []),
	};
}

/** The fields that a form leaves as they are: fixed ones, and the place in the list. */
export function keptFields(kind: EditableKind): readonly string[] {
	const about: Editable = editable[kind];
	return ['position', ...(about.fixed ?? [])];
}

/** Every shape in a form, at whatever depth. */
export function shapesOf({ fields, code }: RecordForm): Shape[] {
	const deep = (shape: Shape): Shape[] => [
		shape,
		...(shape.as === 'group' ? shape.fields.flatMap((field) => deep(field.shape)) : []),
		...(shape.as === 'list' ? deep(shape.item) : []),
	];
	return [...code, ...fields].flatMap(({ shape }) => deep(shape));
}

/** What the schemas of an edition do not say of their controls. */
function rulesOf(about: Editable): ShapeRules {
	return {
		...(about.markdown ? { markdown: about.markdown } : {}),
		known(schema, path) {
			const refers = about.refers?.[path];
			const within = about.within?.[path];
			if (refers) return { as: 'reference', to: refers, ...(within ? { within } : {}) };
			if (schema === localDateTime) return { as: 'moment' };
			if (schema === localDate) return { as: 'text', format: 'day' };
			if (schema === localTime) return { as: 'text', format: 'time' };
			if (schema === zone) return { as: 'text', format: 'zone' };
			if (schema === slug) return { as: 'text', format: 'code' };
			if (!about.countries?.includes(path) || !(schema instanceof z.ZodString)) return undefined;
			return { as: 'text', format: 'country', ...(schema.maxLength === null ? {} : { most: schema.maxLength }) };
		},
	};
}
