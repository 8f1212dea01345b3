import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { type AdminResponse, type PinRequest, pinRequestSchema } from '#contracts';
import { SchemaPipe } from '../http/schema-pipe.js';
import { AdminService } from './admin.service.js';

/** Verbs for operators, on the listener that is never published. */
@Controller('admin')
export class AdminController {
  constructor(private readonly admin: AdminService) {}

  /** Looks at the roll-out now, and tries again what was refused. */
  @Post('reload')
  @HttpCode(200)
  reload(): Promise<AdminResponse> {
    return this.admin.reload();
  }

  /** Serves one version, whatever the roll-out says. */
  @Post('pin')
  @HttpCode(200)
  pin(@Body(new SchemaPipe(pinRequestSchema)) { version }: PinRequest): Promise<AdminResponse> {
    return this.admin.pin(version);
  }

  /** Follows the roll-out again. */
  @Post('unpin')
  @HttpCode(200)
  unpin(): Promise<AdminResponse> {
    return this.admin.unpin();
  }
}
