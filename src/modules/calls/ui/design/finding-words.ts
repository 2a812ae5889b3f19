import { catalogue, type Locale } from '#core/i18n/index.ts';
import type { Problem } from '#core/refusal/index.ts';
import { ruleWords } from './rule-words.ts';

type P = Record<string, string | number>;

/** Sentences for what is wrong with a design, what is frozen in it, and what is advised. */
export const findingWords = catalogue(
	{
		missing: 'This is needed.',
		'missing-language': (p: P) =>
			p.language === 'zh' ? 'The Chinese text is missing.' : 'The English text is missing.',
		'unknown-key': (p: P) => `There is nothing called “${p.key}” here.`,
		'wrong-type': 'This is not what is asked for; a number perhaps.',
		'not-a-choice': 'Choose one.',
		'bad-email': 'This is no e-mail address.',
		'bad-regex': 'This does not have the form that is asked for; see the hint.',
		'bad-format': 'This does not have the form that is asked for; see the hint.',
		'empty-list': 'At least one is needed.',
		'too-small': (p: P) => `At least ${p.minimum}.`,
		'too-big': (p: P) => `At most ${p.maximum}.`,
		'slug-taken': (p: P) => `There is a call at the address “${p.slug}” already.`,
		'unreadable-yaml': 'The file can’t be read from here on: it is neither YAML nor JSON.',
		'file-too-large': 'The file is too large for a call.',
		frozen: 'The call is open and somebody has applied: this can’t change any more. Words can.',
		'frozen-gone': (p: P) => `“${p.id}” must stay: the call is open and somebody has applied.`,
		'closes-in-past': 'It would be closed at once: this time has passed.',
		'no-title': 'No question has the meaning “title”: lists will show only a number.',
		'nationality-without-purpose':
			'This asks for nationality or papers and does not say why, such as for a visa letter.',
		'no-purpose': 'Personal data, and it is not said why it is asked.',
		'no-retention': 'Personal data, and it is not said when it is deleted.',
		'file-without-pages': 'A PDF of any number of pages is taken.',
		'file-large': (p: P) => `Files of up to ${p.megabytes} MB are much for a slow connection.`,
		'few-viewers': 'Fewer than two named readers: if one is away, nobody can read it.',
		'personal-and-public': 'Personal data that everyone may read.',
		'required-never-asked': 'It is needed and can never be asked: no answer makes its condition true.',
		'never-asked': 'It can never be asked: no answer makes its condition true.',
		'options-alike': (p: P) => `Two options have the same ${p.language === 'zh' ? 'Chinese' : 'English'} words.`,
		'unreachable-stage': 'Nothing reaches this stage: no outcome of the one before goes on.',
		'no-refusal': 'No outcome refuses.',
		'no-criteria': 'There is nothing to score.',
		'no-letter-text': (p: P) => `There is no letter “${p.letter}”, neither of this call nor of the edition.`,
		'unknown-placeholder': (p: P) => `Nothing fills in {${p.name}}.`,
		'placeholders-differ': (p: P) => `Only one of the two languages uses {${p.name}}.`,
		'same-in-both': 'The text is the same in both languages.',
		'no-such-part': 'This part is no longer there; somebody may have moved or removed it.',
		'call-open': 'The call is open and somebody has applied: what is named below can’t change any more.',
		'rules-frozen': 'The call is open and somebody has applied: the rules of its stages can’t change any more.',
		'design-published': 'This was published meanwhile.',
		'design-changed': 'Somebody changed this while you were looking. Look again, then publish.',
		'call-takes-applications': 'The call still takes applications; it can be archived when it is closed.',
	},
	{
		missing: '此项必填。',
		'missing-language': (p) => (p.language === 'zh' ? '缺少中文。' : '缺少英文。'),
		'unknown-key': (p) => `此处没有“${p.key}”这一项。`,
		'wrong-type': '填写内容不符合要求，可能应为数字。',
		'not-a-choice': '请选择一项。',
		'bad-email': '不是有效的电子邮箱。',
		'bad-regex': '格式不符，请参看提示。',
		'bad-format': '格式不符，请参看提示。',
		'empty-list': '至少需要一项。',
		'too-small': (p) => `至少为 ${p.minimum}。`,
		'too-big': (p) => `至多为 ${p.maximum}。`,
		'slug-taken': (p) => `已有征集使用网址“${p.slug}”。`,
		'unreadable-yaml': '文件从此处起无法读取：既不是 YAML 也不是 JSON。',
		'file-too-large': '文件过大。',
		frozen: '征集已开放并有人提交，此处不能再更改，文字表述除外。',
		'frozen-gone': (p) => `征集已开放并有人提交，“${p.id}”必须保留。`,
		'closes-in-past': '该时间已过，发布后将立即截止。',
		'no-title': '没有含义为“标题”的问题，列表中将只显示编号。',
		'nationality-without-purpose': '此处询问国籍或证件，但未说明目的（例如办理签证邀请函）。',
		'no-purpose': '涉及个人信息，但未说明收集目的。',
		'no-retention': '涉及个人信息，但未设置删除时间。',
		'file-without-pages': '未限制 PDF 的页数。',
		'file-large': (p) => `文件上限达 ${p.megabytes} MB，网络较慢时上传困难。`,
		'few-viewers': '指定查看者不足两人：其中一人缺席时将无人可以查看。',
		'personal-and-public': '所有人都能看到此项个人信息。',
		'required-never-asked': '此项必填却永远不会出现：没有任何回答符合询问条件。',
		'never-asked': '此项永远不会出现：没有任何回答符合询问条件。',
		'options-alike': (p) => `有两个选项的${p.language === 'zh' ? '中文' : '英文'}相同。`,
		'unreachable-stage': '没有申请能进入此阶段：前一阶段没有“进入下一阶段”的结果。',
		'no-refusal': '没有表示不通过的结果。',
		'no-criteria': '没有评分项目。',
		'no-letter-text': (p) => `本征集和本届均没有“${p.letter}”函件。`,
		'unknown-placeholder': (p) => `没有可填入“{${p.name}}”的内容。`,
		'placeholders-differ': (p) => `只有一种语言使用了“{${p.name}}”。`,
		'same-in-both': '两种语言的文字相同。',
		'no-such-part': '这一部分已不存在，可能已被他人移动或移除。',
		'call-open': '征集已开放并有人提交，以下内容不能再更改。',
		'rules-frozen': '征集已开放并有人提交，阶段规则不能再更改。',
		'design-published': '其间已经发布。',
		'design-changed': '您查看期间有人作了更改。请重新查看后再发布。',
		'call-takes-applications': '征集仍在接收申请，截止后方可归档。',
	},
);

/** The sentence for a problem, a frozen part or advice. */
export function sayFinding({ code, params = {} }: Pick<Problem, 'code' | 'params'>, locale: Locale): string {
	if (code === 'rule') {
		const rules: Record<string, string> = ruleWords[locale];
		const text = String(params.text ?? '');
		return (Object.hasOwn(rules, text) ? rules[text] : undefined) ?? ruleWords[locale].other;
	}
	const own: Record<string, string | ((params: P) => string)> = findingWords[locale];
	const message = Object.hasOwn(own, code) ? own[code] : undefined;
	if (message === undefined) return ruleWords[locale].other;
	return typeof message === 'function' ? message(params) : message;
}
