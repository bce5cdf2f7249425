import { Controller } from '@nestjs/common';
import {
  commentRequest,
  getRequest,
  listRequests,
  reviewMany,
  type ParsedRequestOf,
} from '@sallyport/domain';
import { Serves } from '@sallyport/messaging';
import { CommentRequest } from '../../application/review/comment-request';
import { GetRequest } from '../../application/review/get-request';
import { ListRequests } from '../../application/review/list-requests';
import { ReviewMany } from '../../application/review/review-many';

@Controller()
export class ReviewController {
  constructor(
    private readonly listRequests: ListRequests,
    private readonly getRequest: GetRequest,
    private readonly commentRequest: CommentRequest,
    private readonly reviewMany: ReviewMany,
  ) {}

  @Serves(listRequests)
  list(request: ParsedRequestOf<typeof listRequests>) {
    return this.listRequests.list(request);
  }

  @Serves(getRequest)
  get(request: ParsedRequestOf<typeof getRequest>) {
    return this.getRequest.get(request);
  }

  @Serves(commentRequest)
  comment(request: ParsedRequestOf<typeof commentRequest>) {
    return this.commentRequest.comment(request);
  }

  @Serves(reviewMany)
  review(request: ParsedRequestOf<typeof reviewMany>) {
    return this.reviewMany.review(request);
  }
}
