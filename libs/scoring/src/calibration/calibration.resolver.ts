import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Actor, Allow, Cost, CurrentActor, fromGlobalId, payload, type Payload } from '#platform';
import { sessionGradeTyped } from '../session-grades/session-grade-typed.js';
import { SessionGradeService } from '../session-grades/session-grade.service.js';
import { calibrationTyped, thresholdTyped } from './calibration-typed.js';
import { CalibrationArgs, PrefillReviewInput, SetCalibrationThresholdInput } from './calibration.inputs.js';
import { CalibrationService } from './calibration.service.js';
import { CalibrationType, PrefillReviewPayload, SetCalibrationThresholdPayload } from './calibration.types.js';
import { PrefillService } from './prefill.service.js';

@Resolver(() => CalibrationType)
export class CalibrationResolver {
  constructor(
    private readonly calibrations: CalibrationService,
    private readonly prefills: PrefillService,
    private readonly grades: SessionGradeService,
  ) {}

  @Query(() => CalibrationType, {
    description:
      'How well each grader agrees with signed reviews, per competency, beside how well reviewers agree with each other. Only reviews made without seeing a proposal count.',
  })
  @Allow('calibration:read', 'AGENCY')
  // Counts every signed session of the agency.
  @Cost(500)
  async calibration(@CurrentActor() actor: Actor, @Args() args: CalibrationArgs): Promise<CalibrationType> {
    const subgroup = args.subgroup ?? null;
    const report = await this.calibrations.report(actor, {
      graderVersion: args.graderVersion ?? null,
      rubricVersionId:
        args.rubricVersionId == null ? null : fromGlobalId('RubricVersion', args.rubricVersionId, 'rubricVersionId'),
      since: args.since ?? null,
      subgroup,
    });
    return calibrationTyped(report, subgroup);
  }

  @Mutation(() => SetCalibrationThresholdPayload, {
    description:
      'Sets from which agreement on reviewers may see a grader’s proposal first: as strict as the product or stricter. It holds for what is opened from now on.',
  })
  @Allow('calibration:write', 'AGENCY')
  setCalibrationThreshold(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The threshold.' }) input: SetCalibrationThresholdInput,
  ): Promise<Payload<SetCalibrationThresholdPayload>> {
    return payload(async () => ({
      threshold: thresholdTyped(await this.calibrations.setThreshold(actor, { ...input })),
    }));
  }

  @Mutation(() => PrefillReviewPayload, {
    description:
      'Shows the caller the standing proposal before a review of their own, where its grader’s calibration meets the agency’s threshold. Their review is then marked, and counts as no evidence of agreement.',
  })
  @Allow('grade:review')
  prefillReview(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Which proposal to open.' }) input: PrefillReviewInput,
  ): Promise<Payload<PrefillReviewPayload>> {
    return payload(async () => {
      const { sessionId } = await this.prefills.open(
        actor,
        fromGlobalId('ScenarioSession', input.sessionId, 'input.sessionId'),
      );
      const grading = await this.grades.sessionGrade(actor, sessionId);
      return { sessionGrade: grading && sessionGradeTyped(grading) };
    });
  }
}
