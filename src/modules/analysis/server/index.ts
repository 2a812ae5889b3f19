/* The door of the module: making, examining and showing what is said automatically of an article. */
import type { JobHandlers } from '#core/jobs/index.ts';
import { makeAnalysisJob, makeQueued } from './generate.ts';

export { analysePublished } from './after-publication.ts';
export { approveAnalysis, rejectAnalysis, reopenAnalysis, withdrawAnalysis } from './decide.ts';
export {
	type AnalysisForDesk,
	analysisForDesk,
	type ArticleAnalyses,
	articleAnalyses,
	type DeskAnalysis,
	type WaitingAnalysis,
	waitingAnalyses,
} from './desk.ts';
export { editItem } from './edit-item.ts';
export { forgetArticle } from './forget.ts';
export { generateAnalysis, type GenerateInput, makeAnalysisJob } from './generate.ts';
export { analysisPersonData } from './person-data.ts';
export { approveRehearsed, rehearseApprovals } from './rehearsed.ts';
export { type PublicAnalysis, publicAnalysis } from './public-analysis.ts';

/** What the module does in the background. */
export const analysisJobHandlers: JobHandlers = {
	[makeAnalysisJob]: (ctx, data) => makeQueued(ctx, String(data.analysis)),
};
