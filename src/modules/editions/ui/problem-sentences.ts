import { catalogue, type Locale } from '#core/i18n/index.ts';
import type { Problem } from '#core/refusal/index.ts';
import { describeFinding, type FindingCode, findingMessages } from '../bundle/findings.ts';

type P = Record<string, string | number>;

/** What is wrong with a field, for whoever fills in a form: where these say nothing, the sentences about files do. */
const messages = catalogue(
	{
		missing: 'This is needed.',
		'no-language': 'Write it in at least one of the two languages.',
		'bad-format': 'This does not have the form that is asked for; see the hint.',
		'wrong-type': 'This is not a number.',
		'not-a-choice': 'Choose one.',
		'too-small': (p: P) => `At least ${p.minimum}.`,
		'too-big': (p: P) => `At most ${p.maximum}.`,
		'no-such-day': 'This day is not in the calendar.',
		'no-such-time': 'Give day and time, the time as HH:MM; 24:00 is the end of the day.',
		'no-such-zone': 'This is no time zone. Choose one of the list, such as Asia/Shanghai.',
		'at-or-on': 'Give either a moment or a day, not both.',
		'page-without-text': 'A published page needs its text, in at least one language.',
		'site-without-zone': 'A site that is published needs its time zone.',
		'duplicate-id': (p: P) => `There is one called “${p.id}” already.`,
		'no-host': 'The last host cannot go while there are calls: letters are sent in its name.',
		'not-editable-here': 'This cannot be changed here.',
		'no-place': 'It would have no place: what it belongs to is not there.',
		'not-in-future': 'Choose a time that has not passed.',
		'code-needed': 'The English name makes no code. Type one: lower-case letters, digits, hyphens.',
		'unreadable-moment': 'Give a day, and the time as HH:MM.',
	},
	{
		missing: '此项必填。',
		'no-language': '请至少用一种语言填写。',
		'bad-format': '格式不符，请参看提示。',
		'wrong-type': '此处应为数字。',
		'not-a-choice': '请选择一项。',
		'too-small': (p) => `至少为 ${p.minimum}。`,
		'too-big': (p) => `至多为 ${p.maximum}。`,
		'no-such-day': '日历上没有这一天。',
		'no-such-time': '请填写日期和时间，时间写作“时:分”；24:00 表示当日结束。',
		'no-such-zone': '没有这个时区，请从列表中选择，例如“Asia/Shanghai”。',
		'at-or-on': '时刻与日期只能填写其一。',
		'page-without-text': '已公布的页面须有正文，至少一种语言。',
		'site-without-zone': '已公布的会场必须填写时区。',
		'duplicate-id': (p) => `已有名为“${p.id}”的条目。`,
		'no-host': '仍有征集时不能移除最后一个主办机构：函件以其名义发出。',
		'not-editable-here': '此项不能在这里更改。',
		'no-place': '它将无处可归：其所属的条目不存在。',
		'not-in-future': '请选择尚未到来的时间。',
		'code-needed': '无法由英文名称生成代码，请自行填写：小写字母、数字与连字符。',
		'unreadable-moment': '请填写日期，时间写作“时:分”。',
	},
);

/** The sentence for a problem of a form. */
export function sayFormProblem({ code, params = {} }: Pick<Problem, 'code' | 'params'>, locale: Locale): string {
	const own: Record<string, string | ((params: P) => string)> = messages[locale];
	const message = Object.hasOwn(own, code) ? own[code] : undefined;
	if (message !== undefined) return typeof message === 'function' ? message(params) : message;
	if (Object.hasOwn(findingMessages.en, code)) return describeFinding({ code: code as FindingCode, params }, locale);
	return messages[locale]['bad-format'];
}

/** Problems of a record as a whole stand at the field that can mend them. */
const fieldOfWhole: Record<string, string> = { 'at-or-on': 'at', 'page-without-text': 'body.en', 'empty-position': '' };

/** A problem of the record itself, at the control to which it belongs. */
export function fieldOfProblem({ path, code }: Pick<Problem, 'path' | 'code'>): string {
	return path === '' ? (fieldOfWhole[code] ?? '') : path;
}
