import { formatInstant, lastMinute } from '#core/clock/format.ts';
import { catalogue, type Locale } from '#core/i18n/index.ts';
import type { Params } from './problem-messages.ts';
import { stageRefusals } from './stage-refusals.ts';

type Moment = string | number | undefined;

/** An instant in its own zone and in UTC. */
function moment(at: Moment, zone: Moment, locale: Locale): string {
	const own = formatInstant(Number(at), String(zone ?? 'UTC'), locale);
	return zone === 'UTC' || zone === 'Etc/UTC' ? own : `${own} = ${formatInstant(Number(at), 'UTC', locale)}`;
}

/** The first instant that is too late, as the last minute before it where that is midnight. */
function deadline(closes: Moment, zone: Moment, locale: Locale): string {
	return moment(lastMinute(Number(closes), String(zone ?? 'UTC')), zone, locale);
}

/** The sentences of refusals, by their codes. */
export const refusalMessages = catalogue(
	{
		'invalid-input': () => 'Some answers need another look. Nothing you typed is lost.',
		'window-not-open': (p: Params) => `This call opens on ${moment(p.opensAt, p.zone, 'en')}. Your draft is kept.`,
		'window-closed': (p: Params) => `This call closed on ${deadline(p.closesAt, p.zone, 'en')}. Your draft is kept.`,
		'draft-conflict': () =>
			'This draft was changed elsewhere in the meantime. Both texts are shown: choose what should stay.',
		'draft-gone': () => 'This draft is no longer there: it was submitted or discarded elsewhere.',
		'draft-too-large': () => 'This is more text than a draft can hold.',
		'too-many-files': (p: Params) => `A draft can hold at most ${p.max} files.`,
		'not-changeable': () => 'This answer can no longer be changed here. Please write to the desk.',
		'change-too-late': (p: Params) => `This answer could be changed until ${deadline(p.until, p.zone, 'en')}.`,
		'wrong-state': (p: Params) => `This can’t be done now: the application is ${stateWordEn(p.state)}.`,
		'announced-already': () => 'The decision was announced and stands.',
		'confirm-too-late': (p: Params) =>
			`You could confirm or decline until ${deadline(p.by, p.zone, 'en')}. Please write to the desk.`,
		'nothing-to-confirm': () => 'There is nothing to confirm here.',
		'decision-changed': () => 'Somebody else decided this application in the meantime. Please look at it again.',
		'unknown-outcome': () => 'Please choose one of the outcomes of this stage.',
		'track-needed': () => 'This outcome needs the track to which the application moves.',
		'unknown-track': () => 'Please choose one of the tracks.',
		'same-track': () => 'The application is in this track already.',
		'conditions-needed': () => 'This outcome needs its conditions, in words for the author.',
		'reason-needed': () => 'This outcome needs a reason.',
		'unknown-reason': () => 'Please choose one of the reasons.',
		...stageRefusals.en,
		'message-empty': () => 'The message is empty.',
		'message-too-long': (p: Params) => `The message is too long: at most ${p.max} characters.`,
		'follows-none': () => 'This call is for those whom an earlier call has accepted. Nothing of yours opens it.',
		'follows-taken': () => 'You have applied here with this already.',
		'call-invited': () => 'One can apply here by invitation only.',
		'per-person': (p: Params) =>
			p.max === 1 ? 'Each person can hand in one application here.' : `Each person can hand in ${p.max} here at most.`,
		'attestation-over': (p: Params) => `An answer could be given until ${deadline(p.by, p.zone, 'en')}.`,
		'attestation-withdrawn': () => 'This is asked of you no more. Nothing was changed.',
		'own-attestation': () => 'You have applied yourself: somebody else has to answer this.',
		'attestation-answered': () => 'This was answered already.',
		'attestation-nobody': () => 'The application names nobody whom this would ask and who was not asked yet.',
		'invite-taken': () => 'Somebody else has accepted this link already. It works once.',
		'invite-over': () => 'This link works no more. Please ask for a new one.',
		'invites-not-now': () => 'This application can’t invite anybody to this call.',
		'take-in-changed': () => 'One of them can’t be taken in any more. Please look again.',
		'message-meanwhile': () => 'A message has come in the meantime. Please look again.',
		'call-open': () => 'The form of a call stays as it is once the call is open.',
		'unknown-form-version': () => 'The form was changed. Please look at your answers again.',
		'bad-cursor': () => 'This page of the list is not there.',
	},
	{
		'invalid-input': () => '有几项需要修改，您填写的内容都还在。',
		'window-not-open': (p: Params) => `征集于${moment(p.opensAt, p.zone, 'zh')}开始。草稿已保留。`,
		'window-closed': (p: Params) => `征集已于${deadline(p.closesAt, p.zone, 'zh')}截止。草稿已保留。`,
		'draft-conflict': () => '草稿已在别处修改。两份内容均列于下方，请选择保留哪一份。',
		'draft-gone': () => '草稿已不存在：它已在别处提交或删除。',
		'draft-too-large': () => '内容超出了草稿所能保存的长度。',
		'too-many-files': (p: Params) => `一份草稿最多可附 ${p.max} 个文件。`,
		'not-changeable': () => '此项已不能在这里修改，请联系会务组。',
		'change-too-late': (p: Params) => `此项的修改已于${deadline(p.until, p.zone, 'zh')}截止。`,
		'wrong-state': (p: Params) => `该申请${stateWordZh(p.state)}，不能进行此操作。`,
		'announced-already': () => '结果已经公布，不再变更。',
		'confirm-too-late': (p: Params) => `确认或谢绝已于${deadline(p.by, p.zone, 'zh')}截止，请联系会务组。`,
		'nothing-to-confirm': () => '这里没有需要确认的事项。',
		'decision-changed': () => '其他人刚刚对该申请作出了决定，请重新查看。',
		'unknown-outcome': () => '请从本阶段的结果中选择一项。',
		'track-needed': () => '选择此结果时须指明转入的专题。',
		'unknown-track': () => '请从所列专题中选择。',
		'same-track': () => '该申请已在此专题中。',
		'conditions-needed': () => '选择此结果时须写明条件，供作者阅读。',
		'reason-needed': () => '选择此结果时须选择理由。',
		'unknown-reason': () => '请从所列理由中选择。',
		...stageRefusals.zh,
		'message-empty': () => '留言为空。',
		'message-too-long': (p: Params) => `留言过长，最多 ${p.max} 个字符。`,
		'follows-none': () => '本征集面向已在前一征集中获接受者，您目前没有可据以申请的内容。',
		'follows-taken': () => '您已据此提交过申请。',
		'call-invited': () => '本征集仅限受邀者申请。',
		'per-person': (p: Params) => (p.max === 1 ? '每人只能提交一份申请。' : `每人最多可提交 ${p.max} 份申请。`),
		'attestation-over': (p: Params) => `答复已于${deadline(p.by, p.zone, 'zh')}截止。`,
		'attestation-withdrawn': () => '此事项已不再需要您答复，未作任何更改。',
		'own-attestation': () => '您本人是申请人，此项须由他人答复。',
		'attestation-answered': () => '此项已有答复。',
		'attestation-nobody': () => '申请中没有尚待征询的人员。',
		'invite-taken': () => '此链接已由他人使用。链接只能使用一次。',
		'invite-over': () => '此链接已失效，请另行索取。',
		'invites-not-now': () => '此申请目前不能邀请他人参加该征集。',
		'take-in-changed': () => '其中有一项已不能转入，请重新查看。',
		'message-meanwhile': () => '其间又有新消息，请重新查看。',
		'call-open': () => '征集开始后，表单不再改动。',
		'unknown-form-version': () => '表单已更新，请重新检查您的填写。',
		'bad-cursor': () => '列表没有这一页。',
	},
);

export type RefusalCode = keyof (typeof refusalMessages)['en'];

function stateWordEn(state: string | number | undefined): string {
	const words: Record<string, string> = {
		submitted: 'submitted',
		decided: 'decided',
		announced: 'announced',
		confirmed: 'confirmed',
		declined: 'declined',
		withdrawn: 'withdrawn',
	};
	return words[String(state)] ?? String(state);
}

function stateWordZh(state: string | number | undefined): string {
	const words: Record<string, string> = {
		submitted: '处于“已提交”状态',
		decided: '已有决定',
		announced: '结果已公布',
		confirmed: '已确认',
		declined: '已谢绝',
		withdrawn: '已撤回',
	};
	return words[String(state)] ?? String(state);
}
