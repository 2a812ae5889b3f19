import type { LetterText } from './letter-text.ts';
import { applicationTexts } from './application-texts.ts';
import { standingTexts } from './standing-texts.ts';

/*
 * The wording for editions that bring none of their own, and the receipt. Written in each language, not translated. Only
 * what every call knows is said; what an edition promises beyond that (proceedings, prizes) stands in its own texts.
 */

const confirmEn =
	'Please confirm by {confirm-by} that you will take part, or decline so that another contribution can take the place.';
const confirmZh = '请于{confirm-by}前确认参会；如不能参会，也请告知，以便安排其他报告。';

/** The texts by id; an outcome of a call names the one that announces it. */
export const defaultTexts: readonly LetterText[] = [
	{
		id: 'accepted-talk',
		subject: {
			en: 'Your contribution is accepted as a talk: {title} ({reference})',
			zh: '录用通知（口头报告）：{title}（{reference}）',
		},
		body: {
			en: `Dear {recipient},\n\nIt is our pleasure to tell you that “{title}” ({reference}) has been accepted as a talk in {track} at {edition}, {dates}. You told us that the talk will be given {mode}.\n\n${confirmEn}\n\nWe look forward to your talk.\n\nYours sincerely,`,
			zh: `尊敬的{recipient}：\n\n您好！我们高兴地通知您，您提交的《{title}》（编号 {reference}）已录用为{edition}“{track}”的口头报告。会议将于{dates}举行，您选择的报告方式为{mode}。\n\n${confirmZh}\n\n期待您的报告。\n\n此致\n\n敬礼！`,
		},
	},
	{
		id: 'accepted-poster',
		subject: {
			en: 'Your contribution is accepted as a poster: {title} ({reference})',
			zh: '录用通知（海报）：{title}（{reference}）',
		},
		body: {
			en: `Dear {recipient},\n\nIt is our pleasure to tell you that “{title}” ({reference}) has been accepted as a poster in {track} at {edition}, {dates}. You told us that it will be presented {mode}.\n\n${confirmEn}\n\nWe look forward to seeing your work.\n\nYours sincerely,`,
			zh: `尊敬的{recipient}：\n\n您好！我们高兴地通知您，您提交的《{title}》（编号 {reference}）已录用为{edition}“{track}”的海报。会议将于{dates}举行，您选择的展示方式为{mode}。\n\n${confirmZh}\n\n期待您的展示。\n\n此致\n\n敬礼！`,
		},
	},
	{
		id: 'poster-offered',
		subject: {
			en: 'A poster instead of a talk: {title} ({reference})',
			zh: '拟录用为海报：{title}（{reference}）',
		},
		body: {
			en: 'Dear {recipient},\n\nThe committee has read “{title}” ({reference}) with interest. The talks of {track} are fully taken, and we would be glad to show your work as a poster instead, at {edition}, {dates}.\n\nPlease tell us by {confirm-by} whether you accept the poster.\n\nYours sincerely,',
			zh: '尊敬的{recipient}：\n\n您好！委员会认真阅读了您提交的《{title}》（编号 {reference}）。因“{track}”的口头报告名额已满，我们诚挚邀请您以海报形式在{edition}（{dates}）上展示您的工作。\n\n请于{confirm-by}前告知是否接受。\n\n此致\n\n敬礼！',
		},
	},
	{
		id: 'advanced',
		subject: {
			en: 'You are through to the next stage: {title} ({reference})',
			zh: '进入下一阶段通知：{title}（{reference}）',
		},
		body: {
			en: 'Dear {recipient},\n\nIt is our pleasure to tell you that “{title}” ({reference}), which you submitted to {edition}, {dates}, is through to the next stage. It will now be looked at together with the others that came so far.\n\nThere is nothing you need to do. We shall write again when the committee has decided.\n\nYours sincerely,',
			zh: '尊敬的{recipient}：\n\n您好！我们高兴地通知您，您向{edition}（{dates}）提交的《{title}》（编号 {reference}）已进入下一阶段，将与其他入围申请一并审议。\n\n您无需办理任何手续。委员会作出决定后，我们将另行函告。\n\n此致\n\n敬礼！',
		},
	},
	{
		id: 'conditional',
		subject: {
			en: 'Your contribution is accepted on conditions: {title} ({reference})',
			zh: '有条件录用通知：{title}（{reference}）',
		},
		body: {
			en: 'Dear {recipient},\n\nThe committee will accept “{title}” ({reference}) for {track} at {edition}, {dates}, once the following is met:\n\n{conditions}\n\nPlease tell us by {confirm-by} whether you agree.\n\nYours sincerely,',
			zh: '尊敬的{recipient}：\n\n您好！您提交的《{title}》（编号 {reference}）满足下列条件后，委员会将予录用，列入{edition}（{dates}）“{track}”：\n\n{conditions}\n\n请于{confirm-by}前告知是否同意。\n\n此致\n\n敬礼！',
		},
	},
	{
		id: 'waitlist',
		subject: {
			en: 'Your contribution is on the waiting list: {title} ({reference})',
			zh: '候补通知：{title}（{reference}）',
		},
		body: {
			en: 'Dear {recipient},\n\nThe committee values “{title}” ({reference}), and has placed it on the waiting list of {track} at {edition}, {dates}. As soon as a place becomes free we shall write again; there is nothing you need to do.\n\nYours sincerely,',
			zh: '尊敬的{recipient}：\n\n您好！您提交的《{title}》（编号 {reference}）得到委员会的肯定，现列入{edition}（{dates}）“{track}”的候补名单。一旦有空缺，我们将立即与您联系，您无需办理任何手续。\n\n此致\n\n敬礼！',
		},
	},
	{
		id: 'moved',
		subject: {
			en: 'Your contribution is accepted in another track: {title} ({reference})',
			zh: '调整专题录用通知：{title}（{reference}）',
		},
		body: {
			en: `Dear {recipient},\n\nThe committee has accepted “{title}” ({reference}) for {edition}, {dates}. You offered it to {from-track}; we believe that it will meet its best audience in {track} and have moved it there.\n\n${confirmEn}\n\nYours sincerely,`,
			zh: `尊敬的{recipient}：\n\n您好！您提交的《{title}》（编号 {reference}）已获{edition}（{dates}）录用。该稿原投“{from-track}”，经委员会研究，调整至更为契合的“{track}”。\n\n${confirmZh}\n\n此致\n\n敬礼！`,
		},
	},
	{
		id: 'rejected',
		subject: {
			en: 'The decision on your contribution: {title} ({reference})',
			zh: '评审结果：{title}（{reference}）',
		},
		body: {
			en: 'Dear {recipient},\n\nThank you for offering “{title}” ({reference}) to {edition}, {dates}. We regret that the committee could not include it in {track}.\n\n{reason}\n\nYou are warmly welcome to take part, and we hope to read more of your work.\n\nYours sincerely,',
			zh: '尊敬的{recipient}：\n\n您好！感谢您向{edition}（{dates}）提交《{title}》（编号 {reference}）。很遗憾，委员会未能将其列入“{track}”。\n\n{reason}\n\n我们热忱欢迎您参加会议，并期待读到您的更多成果。\n\n此致\n\n敬礼！',
		},
	},
	{
		id: 'receipt',
		subject: {
			en: 'We have received your contribution: {title} ({reference})',
			zh: '投稿回执：{title}（{reference}）',
		},
		body: {
			en: 'Dear {recipient},\n\nThank you. We have received “{title}” for {track} at {edition}, {dates}. Its number is {reference}; please name it whenever you write to us.\n\nYou may change it until the call closes. We shall write again when the committee has decided.\n\nYours sincerely,',
			zh: '尊敬的{recipient}：\n\n您好！您向{edition}（{dates}）“{track}”提交的《{title}》我们已经收到，编号为 {reference}，来信时请注明。\n\n征集截止前您可随时修改。委员会作出决定后，我们将另行函告。\n\n此致\n\n敬礼！',
		},
	},
];

/** The wording of a letter: the edition's own where it has one, ours otherwise. Undefined for an id that nobody knows. */
export function textById(id: string, ownTexts: readonly LetterText[] = []): LetterText | undefined {
	return [...ownTexts, ...defaultTexts, ...applicationTexts, ...standingTexts].find((text) => text.id === id);
}
