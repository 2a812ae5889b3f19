import type { Bilingual } from '#core/i18n/index.ts';
import { type ApplicationState, applicationStates } from '../application-state.ts';
import { type Effect, effects } from '../stage.ts';
import { messages } from '../ui/messages.ts';
import type { Named, Vocabulary } from './vocabulary.ts';

/* The names that every search knows, whatever the forms ask. Fields of the forms come from the vocabulary. */

export type TermKind =
	| 'choice'
	| 'state'
	| 'stage'
	| 'flag'
	| 'time'
	| 'count'
	| 'text'
	| 'country'
	| 'words'
	| 'has'
	| 'open';

export interface TermRule {
	/** As it is written; `also` is understood too. */
	name: string;
	also: readonly string[];
	kind: TermKind;
	means: Bilingual;
	/** What completes it, where that does not follow from a vocabulary. */
	example: string;
}

const rule = <Name extends string>(
	name: Name,
	also: string[],
	kind: TermKind,
	en: string,
	zh: string,
	example: string,
): TermRule & { name: Name } => ({ name, also, kind, means: { en, zh }, example });

export const termRules = [
	rule('call', ['征集'], 'choice', 'the call', '征集', 'call:abstracts'),
	rule('track', ['专题'], 'choice', 'the track it is in now', '当前所属专题', 'track:T3'),
	rule('status', ['state', '状态'], 'state', 'its state, or what was decided', '状态或评定去向', 'status:accepted'),
	rule('stage', ['阶段'], 'stage', 'the stage it has come to', '所处阶段', 'stage:review'),
	rule('outcome', ['评定'], 'choice', 'the newest decision, as the call names it', '最新评定结果', 'outcome:poster'),
	rule('effect', ['效果'], 'choice', 'what the newest decision does', '最新评定的效果', 'effect:accept'),
	rule('cohort', ['批次'], 'choice', 'the round of a rolling call', '滚动征集的批次', 'cohort:2026-1'),
	rule('mode', ['方式'], 'choice', 'on site or online', '现场或线上', 'mode:online'),
	rule('format', ['形式'], 'choice', 'how it is to be shown', '展示形式', 'format:poster'),
	rule('language', ['语言'], 'choice', 'the language it is given in', '使用语言', 'language:zh'),
	rule('student', ['学生'], 'flag', 'takes part in the student competition', '参加学生竞赛', 'student:yes'),
	rule('country', ['国家'], 'country', 'a country of its people', '人员所在国家', 'country:CN'),
	rule('words', ['字数'], 'words', 'how many words the abstract has', '摘要字数', 'words>400'),
	rule('score', ['评分', '均分'], 'count', 'mean of its reviews, 0 to 100', '评审均分，0 至 100', 'score>70'),
	rule('reviews', ['评审数'], 'count', 'how many of its reviews are in', '已交评审数', 'reviews<3'),
	rule('expected', ['应交评审数'], 'count', 'how many reviews it is to have', '应交评审数', 'expected<3'),
	rule('rank', ['名次'], 'count', 'its place by the adjusted score', '校正后名次', 'rank<=20'),
	rule('number', ['编号'], 'count', 'its number', '编号', 'number:42'),
	rule('version', ['版本'], 'count', 'how many versions were handed in', '已提交的版本数', 'version>1'),
	rule('title', ['标题'], 'text', 'words of the title', '标题中的文字', 'title:orbit'),
	rule('people', ['author', '作者', '人员'], 'text', 'names of its people', '人员姓名', 'people:Li'),
	rule('submitted', ['提交'], 'time', 'when it was submitted', '提交日期', 'submitted>2021-10-10'),
	rule('changed', ['修改'], 'time', 'when it was last changed', '最近修改日期', 'changed:2021-10-14'),
	rule('entered', ['代录'], 'flag', 'was entered by the desk for its applicant', '由工作台代为录入', 'entered:yes'),
	rule('minor', ['未成年'], 'flag', 'is a minor’s', '申请人为未成年人', 'minor:yes'),
	rule('follows', ['承接'], 'flag', 'follows from another application', '承接自另一申请', 'follows:yes'),
	rule('message', ['消息'], 'open', 'the applicant wrote last', '申请人最后留言', 'message:open'),
	rule('request', ['补充'], 'open', 'asked for something that is not answered', '补充材料尚未答复', 'request:open'),
	rule('appeal', ['复议'], 'open', 'its refusal is appealed against', '申请人已申请复议', 'appeal:open'),
	rule(
		'has',
		['有'],
		'has',
		'there is such a thing: file, message, decision, any field',
		'含有：文件、消息、评定或任一字段',
		'has:file',
	),
] as const satisfies readonly TermRule[];

export type TermName = (typeof termRules)[number]['name'];

/** The rule of a name in either language, or undefined. */
export function ruleOf(written: string): (typeof termRules)[number] | undefined {
	const name = written.normalize('NFKC').toLowerCase();
	return termRules.find((one) => one.name === name || (one.also as readonly string[]).includes(name));
}

/** Whether anything this person sees can be asked so: a role that he may not read is no name to him. */
export function isKnown(name: string, vocabulary: Vocabulary): boolean {
	const { roles, cohorts, tracks } = vocabulary;
	switch (name) {
		case 'track':
			return tracks.length > 0;
		case 'cohort':
			return cohorts.length > 0;
		case 'mode':
		case 'format':
		case 'language':
		case 'student':
			return roles[name] !== undefined;
		case 'words':
			return roles.abstract !== undefined;
		case 'country':
			return countryKeys(vocabulary).length > 0;
		case 'people':
			return roles.contributors !== undefined;
		case 'title':
			return roles.title !== undefined;
		case 'score':
		case 'reviews':
		case 'expected':
		case 'rank':
			return vocabulary.scored;
		default:
			return true;
	}
}

/** The facts in which countries of people stand, with their calls. */
export function countryKeys(vocabulary: Vocabulary): { id: string; calls: string[] }[] {
	return vocabulary.fields.filter(({ kind }) => kind === 'country').map(({ id, calls }) => ({ id, calls }));
}

/** What a value of `status:` stands for: states, or effects of the newest determination. */
export type StatusValue = Named & ({ states: ApplicationState[] } | { effects: Effect[] } | { undecided: true });

export const effectWords: Record<Effect, Bilingual> = {
	advance: { en: 'goes on', zh: '进入下一阶段' },
	accept: { en: 'accepted', zh: '录用' },
	conditional: { en: 'accepted on conditions', zh: '有条件录用' },
	waitlist: { en: 'waiting list', zh: '候补' },
	reject: { en: 'rejected', zh: '未录用' },
};

/** All that `status:` knows. */
export const statusValues: readonly StatusValue[] = [
	...applicationStates.map((id) => ({
		id,
		label: { en: messages.en.state[id], zh: messages.zh.state[id] },
		states: [id],
	})),
	{ id: 'undecided', label: { en: 'undecided', zh: '未评定' }, undecided: true },
	{ id: 'advanced', label: effectWords.advance, effects: ['advance'] },
	{ id: 'accepted', label: effectWords.accept, effects: ['accept', 'conditional'] },
	{ id: 'conditional', label: effectWords.conditional, effects: ['conditional'] },
	{ id: 'waitlisted', label: effectWords.waitlist, effects: ['waitlist'] },
	{ id: 'rejected', label: effectWords.reject, effects: ['reject'] },
];

export const effectValues: readonly Named[] = effects.map((id) => ({ id, label: effectWords[id] }));
